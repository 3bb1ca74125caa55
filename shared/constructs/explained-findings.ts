import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The regulatory packs of cdk-nag, which know most rules by one name behind their own. */
const regulations = ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'] as const;
const controlTower = 'cdk-validator-cfnguard';

/**
 * Says why a finding of the rule packs is right as it is. Stands beside the construct that it is about, holds for all that lies below that construct, and is listed in
 * docs/rule-exceptions.md (a test compares). What can be mended is mended instead.
 *
 * @param rules names as the packs have them: `AwsSolutions-S1` or `Serverless-…` of one pack, `S3BucketLoggingEnabled` of all three regulations, `s3_bucket_logging_enabled_check` of Control Tower.
 * @param reason a sentence for an assessor: what stands in place of what the rule asks for.
 *
 * @example explainFindings(bucket, ['S3BucketReplicationEnabled'], 'Replication is a setting, for organizations that have a log-archive account.');
 */
export function explainFindings(construct: IConstruct, rules: readonly string[], reason: string): void {
  Validations.of(construct).acknowledge(...rules.flatMap(idsOf).map((id) => ({ id, reason })));
}

function idsOf(rule: string): readonly string[] {
  if (rule.startsWith('AwsSolutions-')) return [`AwsSolutions::${rule}`];
  if (rule.startsWith('Serverless-')) return [`Serverless::${rule}`];
  if (/^[a-z0-9_]+$/.test(rule)) return [`${controlTower}::${rule}`];
  return regulations.map((pack) => `${pack}::${pack}-${rule}`);
}
