/** What synthesis leaves behind of a stack, as far as proofs about its policies need it. */

/** Where a stack is deployed; known at synth, because the hub's account and Region are configured. */
export interface StackEnvironment {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export interface SynthesizedStack {
  readonly name: string;
  readonly environment: StackEnvironment;
  readonly template: CloudFormationTemplate;
}

type Section<T> = Readonly<Record<string, T>>;

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export interface CloudFormationTemplate {
  readonly Resources?: Section<TemplateResource>;
  readonly Outputs?: Section<TemplateOutput>;
  readonly Parameters?: Section<{ readonly Type?: string; readonly Default?: unknown }>;
  readonly Conditions?: Section<unknown>;
  readonly Mappings?: Section<Section<Section<unknown>>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** The domain under which a partition's endpoints live. Source: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const urlSuffixes: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-eusc': 'amazonaws.eu',
  'aws-cn': 'amazonaws.com.cn',
};

export function urlSuffixOf(partition: string): string {
  return Object.hasOwn(urlSuffixes, partition) ? (urlSuffixes[partition] ?? '') : 'amazonaws.com';
}

/** The partition that a Region's name tells. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** A member of an object that came from JSON; never one of its prototype's. */
export function own<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}
