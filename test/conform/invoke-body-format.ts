import type { BodyFormat } from '../../shared/config/bundle.ts';
import { type ExactObject, memberOf } from './exact-json.ts';
import type { RecordedRequest } from './request-folder.ts';

/** The field by which each InvokeModel body gives itself away, the more particular ones first. */
const signs: readonly (readonly [field: string, BodyFormat])[] = [
  ['anthropic_version', 'anthropic-messages'],
  ['taskType', 'nova-embeddings'],
  ['inputText', 'titan-embeddings'],
  ['inputImage', 'titan-embeddings'],
  ['texts', 'cohere-embeddings'],
  ['images', 'cohere-embeddings'],
  ['inputs', 'cohere-embeddings'],
  ['response_format', 'openai-chat'],
  ['messages', 'nova-messages'],
];

/** The format of a request's InvokeModel body: as its API says, else as the body shows. */
export function formatOfRequest({ body, bodyFormat }: Pick<RecordedRequest, 'body' | 'bodyFormat'>): BodyFormat {
  return bodyFormat ?? formatOfBody(body);
}

/** Tells the format of an InvokeModel body from the body, where the model's name (an ARN, a placeholder) does not tell it. */
export function formatOfBody(body: ExactObject): BodyFormat {
  return signs.find(([field]) => memberOf(body, field) !== undefined)?.[1] ?? 'none';
}

export function generates(format: BodyFormat): boolean {
  return format === 'anthropic-messages' || format === 'nova-messages' || format === 'openai-chat';
}
