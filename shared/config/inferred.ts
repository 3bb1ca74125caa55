import type { BodyFormat } from './bundle.ts';
import type { HubPolicy } from './hub-policy.ts';

/** The AWS partition that a Region belongs to. Bedrock is not offered in `aws-cn`, so the schema refuses its Regions. */
export function partitionOf(region: string): HubPolicy['partition'] {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/** Patterns of model ids, the more particular ones first, and the `InvokeModel` body that such models take. */
const bodyFormats: readonly (readonly [RegExp, BodyFormat])[] = [
  [/^anthropic\./, 'anthropic-messages'],
  [/^amazon\.nova-.*embed/, 'nova-embeddings'],
  [/^amazon\.nova-(?!canvas|reel|sonic|[0-9]+-sonic)/, 'nova-messages'],
  [/^openai\.gpt-oss/, 'openai-chat'],
  [/^amazon\.titan-embed-/, 'titan-embeddings'],
  [/^cohere\.embed/, 'cohere-embeddings'],
];

/**
 * How a model's `InvokeModel` body is shaped, told from its id. `none` for the rest: they are reached through Converse alone.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
 */
export function bodyFormatOf(modelId: string): BodyFormat {
  return bodyFormats.find(([pattern]) => pattern.test(modelId))?.[1] ?? 'none';
}
