/**
 * The shapes of Converse and ConverseStream, complete for every member of their data types.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html and the data types it links to.
 */
import {
  array,
  block,
  count,
  document,
  elsewhere,
  flag,
  json,
  map,
  media,
  message,
  number,
  object,
  opaque,
  parameters,
  type Shape,
  text,
  token,
  union,
} from './shape.ts';

const s3Location = elsewhere('s3Location', { uri: opaque, bucketOwner: opaque });
const errorBlock = object({ message: text });
const cachePoint = object({ type: token, ttl: token });
const citationsConfig = object({ enabled: flag });

function mediaBlock(kind: 'image' | 'video' | 'audio'): Shape {
  const source = union({ bytes: media(), s3Location });
  return block(kind, object({ format: token, source, error: errorBlock }, 'format'));
}

const image = mediaBlock('image');
const video = mediaBlock('video');

const documentSource = union({ bytes: document, text, content: array(union({ text })), s3Location });
const documentBlock = block(
  'document',
  object({ format: token, name: text, source: documentSource, context: text, citations: citationsConfig }, 'format'),
);

const searchResult = block(
  'search-result',
  object({ source: text, title: text, content: array(object({ text })), citations: citationsConfig }),
);

const toolResultContent = union({ text, json, image, document: documentBlock, video, searchResult });
const toolResult = object({
  toolUseId: token,
  content: array(toolResultContent),
  status: token,
  type: token,
});

const guardImage = block('image', object({ format: token, source: union({ bytes: media() }) }, 'format'));
const guardContent = block(
  'guard-content',
  union({ text: object({ text, qualifiers: array(token) }), image: guardImage }),
);

const span = object({ documentIndex: count, searchResultIndex: count, start: count, end: count });
const citationLocation = union({
  web: object({ url: text, domain: text }),
  documentChar: span,
  documentPage: span,
  documentChunk: span,
  searchResultLocation: span,
});
/** A citation, whole or as a stream's delta: the two have the same members. */
const citation = object({
  title: text,
  source: text,
  sourceContent: array(union({ text })),
  location: citationLocation,
});
const citationsContent = block('citation', object({ content: array(union({ text })), citations: array(citation) }));

/** The signature covers the reasoning text and only the model's maker can read redacted content, so neither can carry a message to a person. */
const reasoning = union({ reasoningText: object({ text, signature: opaque }), redactedContent: opaque });
const toolReference = object({ tool: object({ type: token, name: text, serverName: text }) });

/** One content block of a message. */
const contentBlock = union({
  text: block('text', text),
  image,
  document: documentBlock,
  video,
  audio: mediaBlock('audio'),
  toolUse: block('tool-use', object({ toolUseId: token, name: text, input: json, type: token })),
  toolResult: block('tool-result', toolResult, 'tool'),
  guardContent,
  cachePoint,
  reasoningContent: block('reasoning', reasoning),
  citationsContent,
  searchResult,
  toolAddition: block('tool-definition', toolReference),
  toolRemoval: block('tool-definition', toolReference),
});

export const messages = array(message({ content: array(contentBlock) }));

export const system = array(union({ text: block('system', text, 'system'), guardContent, cachePoint }));

const toolSpec = object({ name: text, description: text, inputSchema: union({ json }), strict: flag });
const tool = union({ toolSpec, systemTool: object({ name: text }), cachePoint });
const toolChoice = union({ auto: object({}), any: object({}), tool: object({ name: text }) });
export const toolConfig = object({
  tools: array(block('tool-definition', tool, 'tool')),
  toolChoice: block('tool-definition', toolChoice, 'tool'),
});

export const inferenceFields = {
  maxTokens: count,
  temperature: number,
  topP: number,
  stopSequences: array(text),
} as const;

const jsonSchema = object({ schema: text, name: text, description: text });

/** Reused by CountTokens, whose `converse` member takes these four. */
export const promptFields = {
  messages,
  system,
  toolConfig,
  additionalModelRequestFields: parameters(json),
} as const;

export const converseRequest = object({
  ...promptFields,
  inferenceConfig: parameters(object(inferenceFields)),
  guardrailConfig: object({
    guardrailIdentifier: token,
    guardrailVersion: token,
    trace: token,
    streamProcessingMode: token,
  }),
  promptVariables: parameters(json),
  additionalModelResponseFieldPaths: parameters(array(text)),
  // Declarations for logs, not for the model: masking or blocking them would only hide who asked.
  requestMetadata: map(opaque),
  performanceConfig: object({ latency: token }),
  serviceTier: object({ type: token }),
  outputConfig: parameters(
    object({ textFormat: object({ type: token, structure: union({ jsonSchema }) }), effort: token }),
  ),
});

/** Figures only: any string among them is unknown, and screened. */
const usage = object({
  inputTokens: number,
  outputTokens: number,
  totalTokens: number,
  cacheReadInputTokens: number,
  cacheWriteInputTokens: number,
  cacheReadInputTokenCount: number,
  cacheWriteInputTokenCount: number,
  cacheDetails: array(object({ ttl: token, inputTokens: number })),
  serverToolUsage: object({}),
});

/** The guardrail's trace quotes what it matched and what the model wrote before masking, so all of it is text. */
const trace = block('guard-content', json);

/** What an answer and a stream's metadata event have in common. */
export const accountFields = {
  usage,
  metrics: object({ latencyMs: number }),
  trace,
  performanceConfig: object({ latency: token }),
  serviceTier: object({ type: token }),
} as const;

export const converseAnswer = object({
  ...accountFields,
  output: union({ message: message({ content: array(contentBlock) }) }),
  stopReason: token,
  additionalModelResponseFields: parameters(json),
});

export const citationDelta = block('citation', citation);
export const imageDelta = object({ source: union({ bytes: media(), s3Location }), error: errorBlock });
export const toolResultDelta = array(union({ text, json }));
