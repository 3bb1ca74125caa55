/** Cohere Embed v3 and v4: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { fingerprint } from './compose.ts';
import { allowedDimensions, type Embedded } from './embedding-dimensions.ts';
import { compressed, type EmbeddingType, unitVector } from './embedding-vector.ts';
import { numberAt, objectAt, objectsAt, stringAt, stringsAt } from './json-access.ts';
import { validationError } from './reply.ts';
import { tokensOf } from './tokens.ts';

const embeddingTypes: readonly EmbeddingType[] = ['float', 'int8', 'uint8', 'binary', 'ubinary'];

export function cohereEmbedding(family: 'cohere-v3' | 'cohere-v4', body: JsonObject): Embedded {
  const dimensions =
    family === 'cohere-v3' ? 1024 : allowedDimensions(numberAt(body, 'output_dimension'), [256, 512, 1024, 1536], 1536);
  if (stringAt(body, 'input_type') === undefined) {
    throw validationError(
      'Malformed input request: #: required key [input_type] not found, please reformat your input and try again.',
    );
  }
  const texts = stringsAt(body, 'texts');
  const contents = [...texts, ...stringsAt(body, 'images'), ...objectsAt(body, 'inputs').map(contentOf)];
  if (contents.length === 0 || contents.length > 96) {
    throw validationError('Malformed input request: between 1 and 96 texts, images or inputs are needed.');
  }
  const vectors = contents.map((content) => unitVector(content, dimensions));
  const answer = { id: fingerprint(contents.join('\0'), 36), texts: [...texts], ...shaped(vectors, body) };
  return { answer, inputTokens: texts.reduce((sum, text) => sum + tokensOf(text), 0) };
}

/** Text and pictures of a v4 input make one vector. */
function contentOf(input: JsonObject): string {
  const parts = objectsAt(input, 'content');
  return parts.map((part) => stringAt(part, 'text') ?? stringAt(objectAt(part, 'image_url'), 'url') ?? '').join('\n');
}

/** Asking for types changes the shape of the answer. */
function shaped(vectors: readonly number[][], body: JsonObject): JsonObject {
  const wanted = embeddingTypes.filter((type) => stringsAt(body, 'embedding_types').includes(type));
  if (wanted.length === 0) return { response_type: 'embeddings_floats', embeddings: [...vectors] };
  const byType = wanted.map((type) => [type, vectors.map((vector) => compressed(vector, type))] as const);
  return { response_type: 'embeddings_by_type', embeddings: Object.fromEntries(byType) };
}
