import { CfnResource, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApplicationPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { ApplicationAccess } from '../access/application-access.construct.ts';
import { shardApplications } from '../access/application-shards.ts';
import type { HubApi } from '../access/caller-access.ts';
import type { GuardrailArns } from '../access/invocation-access.ts';

export interface AccessProps extends StackProps {
  readonly bundle: PolicyBundle;
  /** By the names that the bundle gives them. */
  readonly guardrails: Readonly<Record<string, GuardrailArns>>;
  /** Ids of the hub's interface endpoints for Bedrock Runtime. */
  readonly bedrockEndpointIds: readonly string[];
  readonly apis: readonly HubApi[];
}

interface AccessStackProps extends AccessProps {
  /** Names of the applications of this shard. */
  readonly applications: readonly string[];
}

/** CloudFormation takes 500 resources; the rest is room for what an update needs besides. */
const mostResources = 450;

/** Roles and inference profiles of some of the applications. */
class AccessStack extends Stack {
  constructor(scope: Construct, id: string, props: AccessStackProps) {
    const { bundle, guardrails, bedrockEndpointIds, apis, applications, ...stackProps } = props;
    super(scope, id, stackProps);
    for (const name of applications) {
      const application = named(bundle.applications, name);
      const guardrail = named(guardrails, application.guardrail);
      new ApplicationAccess(this, name, { bundle, application, guardrail, bedrockEndpointIds, apis });
    }
    this.#requireRoom(applications.map((name) => named(bundle.applications, name)));
  }

  #requireRoom(applications: readonly ApplicationPolicy[]): void {
    const resources = this.node.findAll().filter((child) => CfnResource.isCfnResource(child)).length;
    if (resources <= mostResources) return;
    const largest = applications.toSorted((one, other) => other.models.length - one.models.length)[0]?.name;
    throw new GatehouseFault(
      'configuration_invalid',
      `${this.stackName} would have ${resources} resources; ${mostResources} are the most that a stack may have.`,
      `Give its ${applications.length} applications fewer models, above all ${largest}; each has an inference profile for each model.`,
    );
  }
}

/**
 * The access of all applications, in as many stacks as their names fall into.
 *
 * @example accessStacks(app, { env, bundle, guardrails, bedrockEndpointIds: [endpointId], apis: [{ apiId, stage: 'v1' }] });
 */
export function accessStacks(scope: Construct, props: AccessProps): readonly Stack[] {
  const shards = shardApplications(Object.keys(props.bundle.applications));
  return [...shards].map(
    ([shard, applications]) =>
      new AccessStack(scope, `GatehouseAccess${shard}`, {
        description: `Gatehouse: roles and inference profiles of applications, part ${shard}`,
        ...props,
        applications,
      }),
  );
}

function named<T>(values: Readonly<Record<string, T>>, name: string): T {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value !== undefined) return value;
  throw new GatehouseFault(
    'configuration_invalid',
    `The access of applications needs ${name}, which was not given to it.`,
    'Give accessStacks the whole bundle and every guardrail in it.',
  );
}
