/** What CloudFormation calls for resources of one type. */
export interface TypeActions {
  /** Behind `arn:{partition}:`; `{region}`, `{account}` and `{name}` are filled in. */
  readonly arn: string;
  /** Names of IAM, each with its service. */
  readonly actions: readonly string[];
}

/** By resource type of CloudFormation. */
export type TypeTable = Readonly<Record<string, TypeActions>>;

/** @param names of actions, without the service. */
export function type(service: string, resource: string, names: string): TypeActions {
  return { arn: resource, actions: names.split(' ').map((name) => `${service}:${name}`) };
}

/** What stands in ARNs of most services between the service and the resource. */
export const inRegion = '{region}:{account}';
