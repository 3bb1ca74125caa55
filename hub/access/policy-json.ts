import { GatehouseFault } from '../../shared/errors.ts';

/** IAM policies as the JSON that CloudFormation takes: plain data, so that what is deployed and what is evaluated here are the same object. */
export interface PolicyJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
}

export interface StatementJson {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly AWS: string | readonly string[] };
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Undefined where nothing is stated: IAM refuses a policy without a statement. */
export function policyOf(statements: readonly StatementJson[]): PolicyJson | undefined {
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
}

/** What only a deployment knows (an ARN with a generated id) is a placeholder here; none of those used is longer. */
const longestGenerated = 'x'.repeat(128);

/** Characters as IAM counts them: white space does not count. */
export function policyLength(policy: PolicyJson): number {
  return JSON.stringify(policy).replace(/\$\{Token\[[^\]]*\]\}/g, longestGenerated).length;
}

/**
 * Refuses a policy that IAM would refuse in the middle of a deployment.
 *
 * @throws GatehouseFault `configuration_invalid` where it is longer than `most` characters.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function requireFit(policy: PolicyJson, most: number, what: string, remedy: string): void {
  const length = policyLength(policy);
  if (length > most)
    throw new GatehouseFault('configuration_invalid', `${what} has ${length} characters; IAM takes ${most}.`, remedy);
}
