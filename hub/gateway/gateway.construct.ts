import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type * as z from 'zod/mini';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import { type FunctionResources, gatewayAccess } from '../access/function-access.ts';
import { type FunctionPlace, IsolatedFunction } from '../stacks/isolated-function.ts';
import type { GatewayEnv } from './gateway.env.ts';
import { policyEnvironment } from './policy-environment.ts';

/** Names of what it writes to, as its clients take them. */
export interface GatewayStores {
  readonly evidenceBucket: string;
  readonly bundleBucket: string;
  readonly recordsTable: string;
  readonly ledgerTable: string;
  readonly reviewsTable: string;
  readonly dataKeysTable: string;
}

export interface GatewayProps {
  readonly place: FunctionPlace;
  readonly audit: AuditPolicy;
  readonly resources: FunctionResources;
  readonly stores: GatewayStores;
  /** Name and version of what is deployed, for records. */
  readonly build: string;
}

/**
 * The function behind the APIs: identifies, authorizes, reserves, keeps the record. It can have a model asked only by asking the response filter.
 *
 * @example new Gateway(stack, 'Gateway', { place, audit, resources, stores, build: 'gatehouse/0.1.0' }).live.functionArn;
 */
export class Gateway extends Construct {
  readonly live: Alias;

  constructor(scope: Construct, id: string, { place, audit, resources, stores, build }: GatewayProps) {
    super(scope, id);
    const environment = {
      GATEHOUSE_BUILD: build,
      ...policyEnvironment(place.hub, stores.bundleBucket),
      GATEHOUSE_EVIDENCE_BUCKET: stores.evidenceBucket,
      GATEHOUSE_OBJECT_LOCK_MODE: audit.objectLockMode,
      GATEHOUSE_RECORDS_TABLE: stores.recordsTable,
      GATEHOUSE_LEDGER_TABLE: stores.ledgerTable,
      GATEHOUSE_REVIEWS_TABLE: stores.reviewsTable,
      GATEHOUSE_DATA_KEYS_TABLE: stores.dataKeysTable,
      GATEHOUSE_CONTENT_KEY: resources.contentKey,
      GATEHOUSE_COMMITMENT_KEY: resources.commitmentKey,
      GATEHOUSE_RESPONSE_FILTER: resources.responseFilter,
    } satisfies z.input<typeof GatewayEnv>;
    this.live = new IsolatedFunction(this, 'Function', {
      ...place,
      name: 'gateway',
      description: 'Gatehouse gateway: who calls, what it may, and the record of it',
      entry: 'hub/gateway/gateway.lambda.ts',
      environment,
      memoryMegabytes: place.hub.functions.memoryMegabytes.gateway,
      access: gatewayAccess(place.hub, resources),
    }).live;
  }
}
