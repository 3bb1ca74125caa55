/** Titan's and Cohere's embedding bodies ↔ `/v1/embeddings`. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { arrayAt, numberAt, objectAt, objectsAt, stringAt, stringsAt } from '../stand-in/json-access.ts';
import type { Family } from '../stand-in/models.ts';
import { validationError } from '../stand-in/reply.ts';
import { modelError } from './model-server.ts';

/** Undefined for families whose bodies are not served. */
export function embeddingsRequest(family: Family, body: JsonObject): JsonObject | undefined {
  if (family === 'titan-text-v1' || family === 'titan-text-v2') {
    const text = stringAt(body, 'inputText');
    if (text === undefined || text === '') throw missing('inputText');
    return { input: text, ...dimensions(numberAt(body, 'dimensions')) };
  }
  if (family === 'cohere-v3' || family === 'cohere-v4') {
    const texts = stringsAt(body, 'texts');
    if (texts.length === 0) throw missing('texts');
    if (stringsAt(body, 'embedding_types').some((type) => type !== 'float')) {
      throw validationError('The OpenAI-compatible server behind this hub gives embeddings of type float only.');
    }
    return { input: [...texts], ...dimensions(numberAt(body, 'output_dimension')) };
  }
  return undefined;
}

function dimensions(wanted: number | undefined): JsonObject {
  return wanted === undefined ? {} : { dimensions: wanted };
}

function missing(key: string) {
  return validationError(
    `Malformed input request: #: required key [${key}] not found, please reformat your input and try again.`,
  );
}

export function embeddingsAnswer(family: Family, body: JsonObject, answer: JsonObject): JsonObject {
  const entries = [...objectsAt(answer, 'data')].sort(
    (a, b) => (numberAt(a, 'index') ?? 0) - (numberAt(b, 'index') ?? 0),
  );
  const vectors = entries.map((entry) => [...arrayAt(entry, 'embedding')]);
  const [first] = vectors;
  if (first === undefined || first.length === 0) throw modelError();
  if (family === 'titan-text-v1' || family === 'titan-text-v2') {
    return { embedding: first, inputTextTokenCount: numberAt(objectAt(answer, 'usage'), 'prompt_tokens') ?? 0 };
  }
  const texts = [...stringsAt(body, 'texts')];
  if (vectors.length !== texts.length) throw modelError();
  const id = stringAt(answer, 'id') ?? 'embeddings';
  if (stringsAt(body, 'embedding_types').length === 0) {
    return { id, response_type: 'embeddings_floats', embeddings: vectors, texts };
  }
  return { id, response_type: 'embeddings_by_type', embeddings: { float: vectors }, texts };
}
