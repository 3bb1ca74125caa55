import { describe, expect, it } from 'vitest';
import type { BodyFormat } from '../../../../shared/config/bundle.ts';
import { bodyOf, dialectFor, request, sent, textsOf } from './dialect-cases.ts';

const png = 'data:image/png;base64,MTIz';
const novaParams = { embeddingPurpose: 'GENERIC_INDEX', embeddingDimension: 256 };

const requests: readonly [BodyFormat, object, readonly string[], readonly string[]][] = [
  ['titan-embeddings', { inputText: 'Jane' }, ['Jane'], []],
  [
    'titan-embeddings',
    { inputText: 'Jane', dimensions: 256, normalize: true, embeddingTypes: ['float'] },
    ['Jane'],
    [],
  ],
  [
    'titan-embeddings',
    { inputText: 'Jane', inputImage: 'MTIz', embeddingConfig: { outputEmbeddingLength: 256 } },
    ['Jane'],
    ['image'],
  ],
  ['cohere-embeddings', { texts: ['a', 'b'], input_type: 'search_query', truncate: 'NONE' }, ['a', 'b'], []],
  ['cohere-embeddings', { images: [png], input_type: 'image', embedding_types: ['float'] }, [], ['data-uri']],
  [
    'cohere-embeddings',
    {
      inputs: [
        {
          content: [
            { type: 'text', text: 'a' },
            { type: 'image_url', image_url: png },
          ],
        },
        { content: [{ type: 'image_url', image_url: { url: png } }] },
      ],
      input_type: 'search_document',
      output_dimension: 256,
      max_tokens: 128,
    },
    ['a'],
    ['data-uri', 'data-uri'],
  ],
  [
    'nova-embeddings',
    {
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: { ...novaParams, text: { value: 'Jane', truncationMode: 'END' } },
    },
    ['Jane'],
    [],
  ],
  [
    'nova-embeddings',
    {
      schemaVersion: 'nova-multimodal-embed-v1',
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        ...novaParams,
        image: { format: 'png', detailLevel: 'STANDARD_IMAGE', source: { bytes: 'MTIz' } },
      },
    },
    [],
    ['png'],
  ],
  [
    'nova-embeddings',
    {
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        ...novaParams,
        video: { format: 'mp4', embeddingMode: 'AUDIO_VIDEO_COMBINED', source: { s3Location: { uri: 's3://b/k' } } },
      },
    },
    [],
    ['s3Location'],
  ],
];

describe('embedding requests', () => {
  it.each(requests)('%s %j: texts and media are found, nothing is changed', (format, body, texts, media) => {
    const parsed = request(dialectFor('InvokeModel', format), body);
    expect(textsOf(parsed.parts)).toEqual(texts);
    expect(parsed.parts.flatMap((part) => part.media?.format ?? [])).toEqual(media);
    expect(parsed.unknownFields).toEqual([]);
    expect(sent(parsed)).toEqual(body);
  });

  it('generate nothing, and take neither rules nor caps nor a guardrail', () => {
    const parsed = request(dialectFor('InvokeModel', 'titan-embeddings'), { inputText: 'x' });
    parsed.addSystemRules(['rule']);
    parsed.setMaxTokens(5);
    expect(parsed.attachGuardrail('g', '1')).toEqual({});
    expect(parsed.generates).toBe(false);
    expect(sent(parsed)).toEqual({ inputText: 'x' });
  });
});

describe('embedding answers', () => {
  it('give Titan’s own token count', () => {
    const parsed = dialectFor('InvokeModel', 'titan-embeddings').parseAnswer(
      bodyOf({ embedding: [0.1, 0.25], inputTextTokenCount: 5 }),
    );
    expect(parsed.usage).toEqual({ input: 5, output: 0, cacheRead: 0, cacheWrite: 0 });
    expect(parsed.parts).toEqual([]);
  });

  it('screen the texts that Cohere echoes, and leave vectors alone', () => {
    const answer = { id: 'x', response_type: 'embeddings_floats', embeddings: [[0.123456789012]], texts: ['echo'] };
    const parsed = dialectFor('InvokeModel', 'cohere-embeddings').parseAnswer(bodyOf(answer));
    expect(textsOf(parsed.parts)).toEqual(['echo']);
    expect(sent(parsed)).toEqual(answer);
  });

  it('that were blocked hold no vector', () => {
    const blocked = bodyOf(Buffer.from(dialectFor('InvokeModel', 'nova-embeddings').blockedAnswer('No.')).toString());
    expect(blocked).toEqual({ message: 'No.', 'amazon-bedrock-guardrailAction': 'INTERVENED' });
  });
});
