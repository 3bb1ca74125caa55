/** Which resources of the templates stand in the picture, and as what. Those of which there is one for each application, or that only serve another, stand together or not at all. */

import { invocationRoleName } from '../../hub/network/hub-principals.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';
import type { ResolvedResource } from '../policy/attached-policies.ts';
import type { HubScene } from '../policy/hub-scene.ts';
import type { DiagramNode, NodeShape } from './diagram.ts';

/** A box with what it stands for. */
export interface HubNode extends DiagramNode {
  readonly resources: readonly ResolvedResource[];
}

interface Kind {
  readonly shape: NodeShape;
  /** In front of the name. */
  readonly what?: string;
  /** All of a stack in one box: what one is called, and several. */
  readonly together?: readonly [string, string];
}

/** Types that are shown; all others are not. */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::ApiGateway::RestApi': { shape: 'service', what: 'API' },
  'AWS::Bedrock::ApplicationInferenceProfile': {
    shape: 'service',
    together: ['inference profile', 'inference profiles'],
  },
  'AWS::Bedrock::Guardrail': { shape: 'service', together: ['guardrail', 'guardrails'] },
  'AWS::CloudFront::Distribution': { shape: 'service', together: ['CloudFront', 'CloudFront'] },
  'AWS::CloudTrail::Trail': { shape: 'service', what: 'trail' },
  'AWS::CloudWatch::Alarm': { shape: 'service', together: ['alarm', 'alarms'] },
  'AWS::DynamoDB::Table': { shape: 'store', what: 'table' },
  'AWS::EC2::VPCEndpoint': { shape: 'service', together: ['VPC endpoint', 'VPC endpoints'] },
  'AWS::Lambda::Function': { shape: 'function' },
  'AWS::S3::Bucket': { shape: 'store', what: 'bucket' },
  'AWS::SNS::Topic': { shape: 'service', what: 'topic' },
  'AWS::SQS::Queue': { shape: 'store', together: ['dead-letter queue', 'dead-letter queues'] },
  'AWS::WAFv2::WebACL': { shape: 'service', together: ['firewall', 'firewalls'] },
};

/** Buckets for what AWS writes about other buckets; they would be half of all boxes. */
const besides = /Journal|Results|Logs/;

export function hubNodes({ policies, bundle }: HubScene): readonly HubNode[] {
  const applications = Object.keys(bundle.applications);
  const callers = new Set(applications.map(callerRoleName));
  const invokers = new Set(applications.map(invocationRoleName));
  const roles = policies.everything.filter(({ type }) => type === 'AWS::IAM::Role');
  return [
    ...boxes(policies.everything.filter(isShown)),
    ...keyBoxes(policies.everything),
    ...applicationRoles(
      'callers',
      'caller roles',
      roles.filter(({ identity }) => callers.has(identity.name)),
    ),
    ...applicationRoles(
      'invokers',
      'invocation roles',
      roles.filter(({ identity }) => invokers.has(identity.name)),
    ),
  ];
}

/** Functions that the CDK brings along to work at a deployment are no part of the hub. */
function isShown({ type, logicalId, identity }: ResolvedResource): boolean {
  if (type === 'AWS::S3::Bucket') return !besides.test(logicalId);
  if (type === 'AWS::Lambda::Function') return identity.name.startsWith('gatehouse-');
  return Object.hasOwn(kinds, type);
}

function boxes(resources: readonly ResolvedResource[]): readonly HubNode[] {
  const grouped = Map.groupBy(resources, (resource) => {
    const [, several] = kinds[resource.type]?.together ?? [];
    return idOf(groupOf(resource), several ?? `${kinds[resource.type]?.what ?? ''} ${nameOf(resource)}`);
  });
  return [...grouped].flatMap(([id, members]) => {
    const [first] = members;
    const kind = first === undefined ? undefined : kinds[first.type];
    if (first === undefined || kind === undefined) return [];
    return [
      { id, label: labelOf(kind, first, members.length), shape: kind.shape, group: groupOf(first), resources: members },
    ];
  });
}

function labelOf({ together, what }: Kind, first: ResolvedResource, times: number): string {
  if (together === undefined) return [what, nameOf(first)].filter((word) => word !== undefined).join(' ');
  const [one, several] = together;
  return times === 1 ? one : `${times} ${several}`;
}

/** Keys that have a name of their own. Others belong to one store or log, and say nothing that its box does not. */
function keyBoxes(everything: readonly ResolvedResource[]): readonly HubNode[] {
  return everything
    .filter(({ type }) => type === 'AWS::KMS::Alias')
    .flatMap((alias) => {
      const target = String(alias.properties.TargetKeyId);
      const key = everything.find(
        ({ type, identity }) => type === 'AWS::KMS::Key' && (identity.arn === target || identity.name === target),
      );
      if (key === undefined) return [];
      const label = `key ${String(alias.properties.AliasName).replace(/^alias\/gatehouse\//, '')}`;
      return [{ id: idOf(groupOf(key), label), label, shape: 'key' as const, group: groupOf(key), resources: [key] }];
    });
}

function applicationRoles(id: string, label: string, roles: readonly ResolvedResource[]): readonly HubNode[] {
  const [first] = roles;
  if (first === undefined) return [];
  return [{ id, label: `${roles.length} ${label}`, shape: 'role', group: groupOf(first), resources: roles }];
}

/** The stack; the 64 that applications are spread over are one group. */
function groupOf({ stack }: ResolvedResource): string {
  return stack.replace(/^(GatehouseAccess)\d+$/, '$1 (sharded)');
}

/** The name that the template fixes, without account and Region, or else its logical id without the CDK's hash. */
function nameOf({ identity, logicalId, stack, properties, environment }: ResolvedResource): string {
  if (typeof properties.Name === 'string') return properties.Name;
  const generated = identity.name.toLowerCase() === `${stack}-${logicalId}`.toLowerCase();
  if (generated) return logicalId.replace(/(?:Bucket)?[0-9A-F]{8}$/, '');
  return identity.name.replace(`-${environment.account}-${environment.region}`, '');
}

function idOf(...parts: readonly string[]): string {
  return parts.join('_').replace(/[^A-Za-z0-9]+/g, '_');
}

/** The box of the function that runs in a role, or of the role itself. */
export function nodeOfRole(nodes: readonly HubNode[], roleArn: string): HubNode | undefined {
  return nodes.find(({ resources }) =>
    resources.some(({ type, identity, properties }) =>
      type === 'AWS::Lambda::Function' ? properties.Role === roleArn : identity.arn === roleArn,
    ),
  );
}
