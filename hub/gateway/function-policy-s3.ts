import type { S3Client } from '@aws-sdk/client-s3';
import { logProblem } from '../../shared/runtime/problem-log.ts';
import { policySourceS3 } from './policy-bundle-s3.ts';
import type { PolicySource } from './policy-source.ts';

/** What the environments of all functions say of the rules. */
export interface PolicyEnvironment {
  readonly GATEHOUSE_ACCOUNT: string;
  readonly GATEHOUSE_POLICY_BUCKET: string;
  readonly GATEHOUSE_POLICY_MAX_AGE_MINUTES: string;
}

/** The rules in force, as a function of the hub reads them. */
export function functionPolicy(env: PolicyEnvironment, client: S3Client): PolicySource {
  return policySourceS3({
    client,
    bucket: env.GATEHOUSE_POLICY_BUCKET,
    bucketOwner: env.GATEHOUSE_ACCOUNT,
    clock: { now: Date.now },
    onProblem: (problem) => logProblem('policy_not_refreshed', problem),
    mostStaleSeconds: Number(env.GATEHOUSE_POLICY_MAX_AGE_MINUTES) * 60,
  });
}
