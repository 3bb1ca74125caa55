import { type GlobToken, matchesGlob } from './glob.ts';

/** Components of an ARN: arn, partition, service, region, account, and all the rest. */
const components = 6;

/**
 * Whether an ARN matches a pattern, component by component: a `*` in one stays in it, and the last one is the rest of the ARN, colons included. A pattern that is no ARN
 * (`*` above all) is compared with the whole.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: readonly GlobToken[], arn: string): boolean {
  const parts = splitTokens(pattern);
  if (parts.length < components) return matchesGlob(pattern, arn);
  const values = splitArn(arn);
  return values.length === components && parts.every((part, index) => matchesGlob(part, values[index] ?? ''));
}

function splitArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length < components ? parts : [...parts.slice(0, components - 1), parts.slice(components - 1).join(':')];
}

function splitTokens(tokens: readonly GlobToken[]): readonly (readonly GlobToken[])[] {
  const parts: GlobToken[][] = [[]];
  for (const token of tokens) {
    if ('literal' in token && token.literal === ':' && parts.length < components) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
