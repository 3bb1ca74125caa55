/** Embedding models of InvokeModel. Pictures are embedded by the hash of their bytes. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { allowedDimensions, type Embedded } from './embedding-dimensions.ts';
import { unitVector } from './embedding-vector.ts';
import { cohereEmbedding } from './embeddings-cohere.ts';
import { numberAt, objectAt, stringAt, stringsAt } from './json-access.ts';
import type { Family } from './models.ts';
import { validationError } from './reply.ts';
import { tokensOf } from './tokens.ts';

type EmbeddingFamily = Exclude<Family, 'anthropic' | 'nova' | 'converse-only'>;

export function isEmbedding(family: Family): family is EmbeddingFamily {
  return family !== 'anthropic' && family !== 'nova' && family !== 'converse-only';
}

export function embed(family: EmbeddingFamily, body: JsonObject): Embedded {
  switch (family) {
    case 'titan-text-v1':
      return titanText(body, 1536);
    case 'titan-text-v2':
      return titanTextV2(body);
    case 'titan-multimodal':
      return titanMultimodal(body);
    case 'nova-embeddings':
      return nova(body);
    case 'cohere-v3':
    case 'cohere-v4':
      return cohereEmbedding(family, body);
  }
}

function required(text: string | undefined, name: string): string {
  if (text !== undefined && text !== '') return text;
  throw validationError(
    `Malformed input request: #: required key [${name}] not found, please reformat your input and try again.`,
  );
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
function titanText(body: JsonObject, dimensions: number): Embedded {
  const text = required(stringAt(body, 'inputText'), 'inputText');
  const inputTokens = tokensOf(text);
  return { answer: { embedding: unitVector(text, dimensions), inputTextTokenCount: inputTokens }, inputTokens };
}

function titanTextV2(body: JsonObject): Embedded {
  const dimensions = allowedDimensions(numberAt(body, 'dimensions'), [256, 512, 1024], 1024);
  const { answer, inputTokens } = titanText(body, dimensions);
  const vector = unitVector(stringAt(body, 'inputText') ?? '', dimensions);
  const wanted = stringsAt(body, 'embeddingTypes');
  const types = wanted.length === 0 ? ['float'] : wanted;
  const byType = {
    ...(types.includes('float') && { float: vector }),
    ...(types.includes('binary') && { binary: vector.map((value) => (value > 0 ? 1 : 0)) }),
  };
  const { embedding, ...rest } = answer;
  const plain = types.includes('float') ? { embedding: embedding ?? [] } : {};
  return { answer: { ...plain, ...rest, embeddingsByType: byType }, inputTokens };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-mm.html */
function titanMultimodal(body: JsonObject): Embedded {
  const text = stringAt(body, 'inputText') ?? '';
  const content = required(text + (stringAt(body, 'inputImage') ?? ''), 'inputText');
  const wanted = numberAt(objectAt(body, 'embeddingConfig'), 'outputEmbeddingLength');
  const inputTokens = tokensOf(text);
  const embedding = unitVector(content, allowedDimensions(wanted, [256, 384, 1024], 1024));
  return { answer: { embedding, inputTextTokenCount: inputTokens, message: null }, inputTokens };
}

/** https://docs.aws.amazon.com/nova/latest/userguide/modality-nova-embeddings.html */
function nova(body: JsonObject): Embedded {
  const parameters = objectAt(body, 'singleEmbeddingParams');
  if (stringAt(body, 'taskType') !== 'SINGLE_EMBEDDING' || parameters === undefined) {
    throw validationError(
      'Malformed input request: only taskType SINGLE_EMBEDDING with singleEmbeddingParams is served here.',
    );
  }
  const dimensions = allowedDimensions(numberAt(parameters, 'embeddingDimension'), [256, 384, 1024, 3072], 3072);
  const text = stringAt(objectAt(parameters, 'text'), 'value');
  const medium = ['image', 'video', 'audio'].find((name) => objectAt(parameters, name) !== undefined);
  const bytes = medium === undefined ? undefined : stringAt(objectAt(objectAt(parameters, medium), 'source'), 'bytes');
  const content = required(text ?? bytes, 'text');
  const embeddingType = text === undefined ? (medium ?? 'text').toUpperCase() : 'TEXT';
  return {
    answer: { embeddings: [{ embeddingType, embedding: unitVector(content, dimensions) }] },
    inputTokens: tokensOf(text ?? ''),
  };
}
