import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { PolicyBundleBucket } from '../gateway/policy-bundle-bucket.construct.ts';

export interface PolicyBundleStackProps extends StackProps {
  readonly hub: HubPolicy;
  readonly audit: AuditPolicy;
  readonly organizationId: string;
}

/**
 * Where the rules are delivered. A stack of its own: `gatehouse bundle publish` needs it before a function is there to read from it.
 *
 * @example new PolicyBundleStack(app, 'GatehousePolicy', { env, hub, audit, organizationId: organization.id }).bundles.bucket.bucketArn;
 */
export class PolicyBundleStack extends Stack {
  readonly bundles: PolicyBundleBucket;

  constructor(scope: Construct, id: string, { hub, audit, organizationId, ...props }: PolicyBundleStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const retentionDays = audit.minimumRetentionDays;
    this.bundles = new PolicyBundleBucket(this, 'Bundles', { hub, organizationId, retentionDays });
  }
}
