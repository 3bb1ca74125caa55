/** What resources themselves name: an API its function, a distribution its API, a trail its bucket, an alarm its topic. */
import { asRecord, type ResolvedResource } from '../policy/attached-policies.ts';
import type { HubScene } from '../policy/hub-scene.ts';
import type { DiagramEdge } from './diagram.ts';
import type { HubNode } from './hub-nodes.ts';

/** A resource that stands between two boxes, or in one, and what it says of them. */
interface Wire {
  readonly type: string;
  readonly label: string;
  /** Texts in which the box that an arrow comes from, and the one that it goes to, are named. */
  readonly from: (resource: ResolvedResource, everything: readonly ResolvedResource[]) => readonly string[];
  readonly to: (resource: ResolvedResource, everything: readonly ResolvedResource[]) => readonly string[];
}

const itself = ({ identity }: ResolvedResource) => [identity.arn];

const wires: readonly Wire[] = [
  {
    type: 'AWS::Lambda::Permission',
    label: 'invokes',
    from: ({ properties }) => textsIn(properties.SourceArn),
    to: ({ properties }) => textsIn(properties.FunctionName),
  },
  { type: 'AWS::CloudFront::Distribution', label: 'passes on to', from: itself, to: originsOf },
  {
    type: 'AWS::CloudFront::Distribution',
    label: 'guards',
    from: ({ properties }) => textsIn(asRecord(properties.DistributionConfig).WebACLId),
    to: itself,
  },
  {
    type: 'AWS::WAFv2::WebACLAssociation',
    label: 'guards',
    from: ({ properties }) => textsIn(properties.WebACLArn),
    to: ({ properties }) => textsIn(properties.ResourceArn),
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    label: 'ring',
    from: itself,
    to: ({ properties }) => textsIn(properties.AlarmActions),
  },
  {
    type: 'AWS::CloudTrail::Trail',
    label: 'writes',
    from: itself,
    to: ({ properties }) => textsIn(properties.S3BucketName),
  },
];

export function wiring({ policies: { everything } }: HubScene, nodes: readonly HubNode[]): readonly DiagramEdge[] {
  return wires.flatMap(({ type, label, from, to }) =>
    everything
      .filter((resource) => resource.type === type)
      .flatMap((resource) =>
        named(nodes, from(resource, everything)).flatMap((source) =>
          named(nodes, to(resource, everything)).map((target) => ({ from: source.id, to: target.id, label })),
        ),
      ),
  );
}

/** The boxes that hold a resource whose name or ARN is, or is part of, one of the texts. */
function named(nodes: readonly HubNode[], texts: readonly string[]): readonly HubNode[] {
  return nodes.filter(({ resources }) =>
    resources.some(({ identity: { name, arn } }) =>
      texts.some((text) => text === name || text.split(/[/:]/).includes(name) || text === arn),
    ),
  );
}

/** A distribution's origin is the custom domain of an API; the mapping between the two says of which. */
function originsOf(distribution: ResolvedResource, everything: readonly ResolvedResource[]): readonly string[] {
  const texts = textsIn(distribution.properties);
  return everything
    .filter(
      ({ type, properties }) =>
        type === 'AWS::ApiGateway::BasePathMapping' && texts.includes(String(properties.DomainName)),
    )
    .map(({ properties }) => String(properties.RestApiId));
}

/** Texts anywhere in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.values(asRecord(value)).flatMap(textsIn);
}
