/** Which model ids exist here, and what each can do. */
import { validationError } from './reply.ts';

export type Family =
  | 'anthropic'
  | 'nova'
  | 'converse-only'
  | 'titan-text-v1'
  | 'titan-text-v2'
  | 'titan-multimodal'
  | 'cohere-v3'
  | 'cohere-v4'
  | 'nova-embeddings';

/** First match wins; the ids are those of https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html */
const families: readonly (readonly [RegExp, Family])[] = [
  [/^anthropic\.claude-/, 'anthropic'],
  [/^amazon\.nova-[a-z0-9-]*embed/, 'nova-embeddings'],
  [/^amazon\.nova-/, 'nova'],
  [/^amazon\.titan-embed-text-v2/, 'titan-text-v2'],
  [/^amazon\.titan-embed-(text-v1|g1-text)/, 'titan-text-v1'],
  [/^amazon\.titan-embed-image/, 'titan-multimodal'],
  [/^cohere\.embed-v4/, 'cohere-v4'],
  [/^cohere\.embed-/, 'cohere-v3'],
  [
    /^(ai21|amazon|cohere|deepseek|google|meta|minimax|mistral|moonshot|nvidia|openai|qwen|stability|writer|zai)\.[a-z0-9]/,
    'converse-only',
  ],
];

const geography = /^(us-gov|us|eu|apac|jp|au|ca|global)\./;
const arn =
  /^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:[0-9]*:(foundation-model|inference-profile|application-inference-profile|provisioned-model|custom-model|imported-model|prompt-router|custom-model-deployment|prompt)\/(.+)$/;

export interface Model {
  /** As the caller named it. */
  readonly requestedId: string;
  /** Foundation-model id without geography or ARN. */
  readonly id: string;
  readonly family: Family;
  /** The ARN of a profile or a provisioned model, which does not say which model stands behind it. */
  readonly hidden: boolean;
}

/** A hidden model converses, whatever it is. */
function familyOf(id: string, hidden: boolean): Family | undefined {
  return families.find(([pattern]) => pattern.test(id))?.[1] ?? (hidden ? 'converse-only' : undefined);
}

/** @throws ServiceError ValidationException for an id that no model has, with the service's own message. */
export function findModel(requestedId: string): Model {
  const resource = requestedId.length <= 2048 ? arn.exec(requestedId) : null;
  const id = (resource?.[2] ?? requestedId).replace(geography, '');
  const hidden = resource !== null && resource[1] !== 'foundation-model' && resource[1] !== 'inference-profile';
  const family = familyOf(id, hidden);
  if (family === undefined) throw validationError('The provided model identifier is invalid.');
  return { requestedId, id, family, hidden };
}

export function converses(model: Model): boolean {
  return model.family === 'anthropic' || model.family === 'nova' || model.family === 'converse-only';
}
