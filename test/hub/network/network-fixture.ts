import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkStack } from '../../../hub/stacks/network-stack.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { HubPolicy, NetworkPolicy } from '../../../shared/config/hub-policy.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';

const context = JSON.parse(readFileSync('cdk.json', 'utf8')).context as Record<string, unknown>;

export const stores = {
  evidenceBucket: 'arn:aws:s3:::gatehouse-evidence',
  recordsTable: 'arn:aws:dynamodb:us-east-1:999988887777:table/records',
  ledgerTable: 'arn:aws:dynamodb:us-east-1:999988887777:table/ledger',
  reviewsTable: 'arn:aws:dynamodb:us-east-1:999988887777:table/reviews',
  dataKeysTable: 'arn:aws:dynamodb:us-east-1:999988887777:table/data-keys',
  bundleBucket: 'arn:aws:s3:::gatehouse-policy-999988887777-us-east-1',
  keys: {
    content: 'arn:aws:kms:us-east-1:999988887777:key/11111111-2222-3333-4444-555555555555',
    signing: 'arn:aws:kms:us-east-1:999988887777:key/22222222-2222-3333-4444-555555555555',
    commitment: 'arn:aws:kms:us-east-1:999988887777:key/33333333-2222-3333-4444-555555555555',
    seal: 'arn:aws:kms:us-east-1:999988887777:key/44444444-2222-3333-4444-555555555555',
  },
} as const;

export interface NetworkCase {
  readonly network?: Partial<NetworkPolicy>;
  readonly hub?: Partial<HubPolicy>;
  readonly policy?: Partial<PolicyBundle>;
}

export function networkApp({ network, hub, policy }: NetworkCase = {}): { app: App; stack: NetworkStack } {
  const { bundle } = testPolicy();
  const changed = { ...bundle.hub, ...hub, network: { ...bundle.hub.network, ...network } };
  const app = new App({ context });
  const stack = new NetworkStack(app, 'Network', {
    env: { account: changed.accountId, region: changed.region },
    policy: { ...bundle, ...policy, hub: changed },
    stores: { ...stores },
  });
  return { app, stack };
}

export function networkTemplate(change?: NetworkCase): Template {
  return Template.fromStack(networkApp(change).stack);
}

export const inspected = {
  transitGateway: 'tgw-0a1b2c3d4e5f60718',
  callerNetworks: ['10.64.0.0/12', '172.20.0.0/16'],
} as const;

export const existing = {
  existingVpc: {
    id: 'vpc-0a1b2c3d4e5f60718',
    subnets: [
      { id: 'subnet-0a1b2c3d4e5f60718', routeTable: 'rtb-0a1b2c3d4e5f60718' },
      { id: 'subnet-0a1b2c3d4e5f60719', routeTable: 'rtb-0a1b2c3d4e5f60719' },
    ],
  },
} as const;
