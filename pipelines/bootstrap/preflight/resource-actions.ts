import type { DeployedResource } from './hub-resources.ts';
import { resourceTypeActions } from './resource-type-actions.ts';

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What CloudFormation calls for a resource, and its ARN; undefined for a type that nobody has looked up. */
export function actionsFor(
  { type, name }: DeployedResource,
  { partition, region, account }: Place,
): { readonly arn: string; readonly actions: readonly string[] } | undefined {
  const known = resourceTypeActions.get(type);
  if (known === undefined) return undefined;
  const values: Readonly<Record<string, string>> = { region, account, name };
  const arn = known.arn.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
  // Names of parameters begin with the slash that the ARN has as well.
  return { arn: `arn:${partition}:${arn.replace(':parameter//', ':parameter/')}`, actions: known.actions };
}
