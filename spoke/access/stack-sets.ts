/** The StackSets that bring governed accounts what they need: a pure function of the policy bundle, because a plan compares it with what is deployed. */
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { applicationPart } from './application-part.ts';
import { breakGlassPart } from './break-glass.ts';
import { type TemplatePart, templateBody } from './cloudformation.ts';
import { boundaryPart, hubAddressPart } from './common-parts.ts';
import { endpointPart } from './endpoint-part.ts';
import { jobResultsPart } from './job-results-part.ts';
import { shardParts } from './template-shards.ts';

/** What a StackSet is made of. */
export interface StackSetTemplate {
  readonly name: string;
  readonly description: string;
  /** The template: JSON, at most 51,200 bytes, the same for the same bundle, and good for every account. */
  readonly body: string;
  /** The units that it is deployed to: those of spokes, or those of spokes and of the hub. */
  readonly units: 'spokes' | 'governed';
}

/** CloudFormation's quotas on a template that is sent with the request. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostBytes = 51_200;
const mostResources = 500;

/** Logical id of the boundary: the same in every template. */
const boundary = 'Boundary';

/**
 * `GatehouseBreakGlass` (where somebody may become that role), `GatehouseSpoke` with what all accounts of applications have in common, and others with a number for the rest of the applications.
 *
 * @throws GatehouseFault `configuration_invalid` where something of one application is more than IAM or a template takes.
 *
 * @example spokeStackSets(bundle).map(({ name, body }) => [name, JSON.parse(body).Resources]);
 */
export function spokeStackSets(bundle: PolicyBundle): readonly StackSetTemplate[] {
  const breakGlass = breakGlassPart(bundle);
  return [...(breakGlass === undefined ? [] : [breakGlassStackSet(breakGlass)]), ...shardedStackSets(bundle)];
}

function breakGlassStackSet(part: TemplatePart): StackSetTemplate {
  const description = 'Gatehouse: the break-glass role of governed accounts';
  return { name: 'GatehouseBreakGlass', description, body: templateBody(description, [part]), units: 'governed' };
}

function shardedStackSets(bundle: PolicyBundle): readonly StackSetTemplate[] {
  return shardParts(partsOf(bundle), (shard, parts, mayBeSplit) => {
    const stackSet = spokeStackSet(bundle, shard, parts);
    if (stackSet !== undefined || mayBeSplit) return stackSet;
    throw new GatehouseFault(
      'configuration_invalid',
      `What ${parts.map(({ key }) => key).join(', ')} gets in its account does not fit into a template of ${mostBytes} bytes.`,
      'Name fewer roles and subnets there.',
    );
  });
}

/** Each on its own: none needs another. */
function partsOf(bundle: PolicyBundle): readonly TemplatePart[] {
  const { spokes } = bundle.organization;
  const domainName = bundle.hub.edge?.private?.domainName;
  const applications = Object.keys(bundle.applications).toSorted();
  return [
    ...applications.map((name) => applicationPart(bundle, name, boundary)),
    ...(spokes === null || domainName === undefined
      ? []
      : Object.entries(spokes.endpoints).map(([account, endpoint]) =>
          endpointPart(bundle, account, endpoint, { arn: spokes.privateDomainNameArn, name: domainName }),
        )),
  ];
}

/** Undefined where that is more than a template takes. */
function spokeStackSet(
  bundle: PolicyBundle,
  shard: number,
  parts: readonly TemplatePart[],
): StackSetTemplate | undefined {
  const first = shard === 0;
  const number = first ? '' : String(shard + 1);
  const description = `Gatehouse: what accounts of applications get${first ? '' : `, part ${number}`}`;
  const policy = boundaryPart(bundle.hub, boundary, `gatehouse-boundary${first ? '' : `-${number}`}`);
  const all = [policy, ...(first ? [hubAddressPart(bundle), jobResultsPart(bundle.hub)] : []), ...parts];
  const resources = all.reduce((sum, part) => sum + Object.keys(part.resources).length, 0);
  const body = templateBody(description, all);
  if (resources > mostResources || Buffer.byteLength(body) > mostBytes) return undefined;
  return { name: `GatehouseSpoke${number}`, description, body, units: 'spokes' };
}
