import type { SynthesizedStack } from '../../../pipelines/policy/synthesized-stack.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { type WorkloadService, workloadServices } from '../../../shared/config/spoke-policy.ts';
import { spokeStackSets } from '../../../spoke/access/stack-sets.ts';
import { load, minimalApplication, minimalGovernance, minimalModel } from '../../shared/config/minimal-governance.ts';

/** Partitions with a Region of each. */
export const partitions = [
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
] as const;

type Partition = (typeof partitions)[number][0];
type Governance = ReturnType<typeof minimalGovernance>;

/** The small organization of the configuration's tests, with every edge but CloudFront, changed as a test needs it. */
export function bundleOf(change: (governance: Governance) => void, partition: Partition = 'aws'): PolicyBundle {
  const region = partitions.find(([name]) => name === partition)![1];
  const governance = minimalGovernance();
  const certificateArn = `arn:${partition}:acm:${region}:999988887777:certificate/12345678-1234-1234-1234-123456789012`;
  governance.hub.region = region;
  governance.hub.edge = {
    regional: { domainName: 'genai.example.com', certificateArn },
    private: { domainName: 'genai.internal.example.com', certificateArn },
  };
  governance.models.nova = { ...minimalModel(), regions: [region] };
  governance.applications = {};
  change(governance);
  const loaded = load(governance);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 1));
  return loaded.policy.bundle;
}

interface ApplicationOf {
  readonly account: string;
  readonly partition?: Partition;
  readonly services?: readonly WorkloadService[];
  /** Names of roles of the account. */
  readonly roles?: readonly string[];
  /** Likewise. */
  readonly callers?: readonly string[];
}

export function applicationOf({ account, partition = 'aws', services, roles, callers }: ApplicationOf) {
  const { callers: _, ...application } = minimalApplication();
  const arns = (names: readonly string[]) => names.map((name) => `arn:${partition}:iam::${account}:role/${name}`);
  return {
    ...application,
    account,
    ...(callers === undefined ? {} : { callers: arns(callers) }),
    ...(services === undefined && roles === undefined
      ? {}
      : { workloads: { services: [...(services ?? [])], roles: arns(roles ?? []) } }),
  };
}

/** The way to the private edge of an account. */
export function endpointsOf(partition: Partition, ...accounts: readonly string[]) {
  const region = partitions.find(([name]) => name === partition)![1];
  const endpoint = { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], cidr: '10.60.0.0/16' };
  return {
    privateDomainNameArn: `arn:${partition}:apigateway:${region}:999988887777:/domainnames/genai.internal.example.com+abcd1234`,
    endpoints: Object.fromEntries(accounts.map((account) => [account, endpoint])),
  };
}

export function accountNumber(index: number): string {
  return String(100_000_000_000 + index * 111);
}

/** 24 applications in 8 accounts: some have a role made for services, some for roles of theirs, some bring their own callers, some all of it. Names begin like one another. */
export function largeOrganization(partition: Partition): PolicyBundle {
  return bundleOf((governance) => {
    for (let index = 0; index < 24; index++) {
      const service = workloadServices[index % workloadServices.length]!;
      const name = `team${index % 4}${'-app'.repeat(1 + Math.floor(index / 8))}${index % 8 < 4 ? '' : '-2'}`;
      governance.applications[name] = applicationOf({
        account: accountNumber(index % 8),
        partition,
        ...(index % 3 === 0 ? {} : { services: [service], roles: [`batch-${index}`] }),
        ...(index % 3 === 1 ? {} : { callers: [`own-${index}`] }),
      });
    }
  }, partition);
}

/** What CloudFormation would make of the StackSets in an account. */
export function stacksIn(bundle: PolicyBundle, account: string): readonly SynthesizedStack[] {
  const { partition, region } = bundle.hub;
  return spokeStackSets(bundle).map(({ name, body }) => ({
    name: `${name}-${account}`,
    environment: { partition, account, region },
    template: JSON.parse(body) as SynthesizedStack['template'],
  }));
}
