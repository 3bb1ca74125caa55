/**
 * Bodies of the embedding models. Their vectors are not looked at: they are numbers by the thousand, or the same as packed bytes.
 * Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html, model-parameters-titan-embed-mm.html,
 * model-parameters-embed-v3.html, model-parameters-embed-v4.html and https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html
 */
import { bedrockFields } from './bedrock-fields.ts';
import {
  array,
  block,
  count,
  document,
  elsewhere,
  flag,
  json,
  media,
  number,
  type ObjectShape,
  object,
  opaque,
  type Shape,
  skip,
  stringOr,
  tagged,
  text,
  token,
  union,
} from './shape.ts';

export interface EmbeddingShapes {
  readonly request: ObjectShape;
  readonly answer: ObjectShape;
}

const textPart = block('text', text);

const titan: EmbeddingShapes = {
  request: object({
    inputText: textPart,
    inputImage: block('image', media('image')),
    dimensions: count,
    normalize: flag,
    embeddingTypes: array(token),
    embeddingConfig: object({ outputEmbeddingLength: count }),
  }),
  answer: object({
    embedding: skip,
    embeddingsByType: skip,
    inputTextTokenCount: count,
    message: block('text', text),
    ...bedrockFields,
  }),
};

/** A data URI: a medium, whatever it says of itself. */
const dataUri = media('data-uri');

const imageObject = block('image', object({ url: dataUri, detail: token }));

const cohere: EmbeddingShapes = {
  request: object({
    texts: array(textPart),
    images: array(block('image', dataUri)),
    inputs: array(
      object({
        content: array(
          tagged({
            text: object({ type: token, text: textPart }),
            image_url: object({ type: token, image_url: stringOr('image', imageObject, dataUri) }),
          }),
        ),
      }),
    ),
    input_type: token,
    embedding_types: array(token),
    output_dimension: count,
    max_tokens: count,
    truncate: token,
  }),
  answer: object({
    id: token,
    response_type: token,
    embeddings: skip,
    texts: array(textPart),
    images: json,
    inputs: json,
    meta: json,
    ...bedrockFields,
  }),
};

const s3Location = elsewhere('s3Location', { uri: opaque, bucketOwner: opaque });

function novaSource(bytes: Shape): Shape {
  return union({ bytes, s3Location });
}

function novaMedia(kind: 'image' | 'audio' | 'video'): Shape {
  const fields = {
    format: token,
    detailLevel: token,
    embeddingMode: token,
    segmentationConfig: object({ durationSeconds: number }),
  };
  return block(kind, object({ ...fields, source: novaSource(media()) }, 'format'));
}

const novaText = block(
  'text',
  object({
    truncationMode: token,
    value: text,
    source: novaSource(document),
    segmentationConfig: object({ maxLengthChars: count }),
  }),
);

const novaParams = object({
  embeddingPurpose: token,
  embeddingDimension: count,
  text: novaText,
  image: novaMedia('image'),
  audio: novaMedia('audio'),
  video: novaMedia('video'),
});

const nova: EmbeddingShapes = {
  request: object({
    schemaVersion: token,
    taskType: token,
    singleEmbeddingParams: novaParams,
    segmentedEmbeddingParams: novaParams,
  }),
  answer: object({
    embeddings: array(
      object({ embeddingType: token, embedding: skip, truncatedCharLength: count, segmentMetadata: json }),
    ),
    ...bedrockFields,
  }),
};

export const embeddingShapes = {
  'titan-embeddings': titan,
  'cohere-embeddings': cohere,
  'nova-embeddings': nova,
} as const satisfies Record<string, EmbeddingShapes>;

export type EmbeddingFormat = keyof typeof embeddingShapes;
