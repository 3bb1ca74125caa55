import type { JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal, type Refusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { walkAnswer } from './answer-walk.ts';
import type { Dialect, ParsedRequest, TokenUsage } from './dialect.ts';
import { type EmbeddingFormat, embeddingShapes } from './embeddings-shape.ts';
import { serializeJson } from './json.ts';
import { ownNumber, ownString } from './json-tree.ts';
import { walkRequest } from './request-walk.ts';
import type { ObjectShape } from './shape.ts';
import { exceptionFrame } from './stream-source.ts';

/** Embedding models: text in, vectors out. They take no system prompt and no guardrail, write no tokens and do not stream. */
export function embeddingsDialect(format: EmbeddingFormat): Dialect {
  const { request, answer } = embeddingShapes[format];
  return {
    operation: 'InvokeModel',
    format,
    parseRequest: (body) => parseWithoutGeneration(body, request, ''),
    parseAnswer: (body) => walkAnswer(body, answer, embeddingFacts(body)),
    readStream: () => noStream(format),
    blockedAnswer,
    blockedStream: () => noStream(format),
    exceptionFrame,
  };
}

/** A request that generates nothing: only its texts matter. */
export function parseWithoutGeneration(body: JsonObject, shape: ObjectShape, prefix: string): ParsedRequest | Refusal {
  const walked = walkRequest(body, shape, prefix);
  if (isRefusal(walked)) return walked;
  return {
    parts: walked.parts,
    unknownFields: walked.unknownFields,
    declared: {},
    parameters: {},
    generates: false,
    requestedMaxTokens: undefined,
    serviceTier: undefined,
    system: null,
    tools: null,
    setMaxTokens: () => undefined,
    untrusted: () => [],
    addSystemRules: () => undefined,
    attachGuardrail: () => ({}),
    outputFormat: () => ({ tools: new Map() }),
    appendRepair: () => false,
    serialize: () => serializeJson(body),
  };
}

/** Says that the call was stopped, and holds no vector and no count: a made-up one would be stored and believed. */
export function blockedAnswer(message: string): Uint8Array {
  return serializeJson({ message, 'amazon-bedrock-guardrailAction': 'INTERVENED' });
}

/** A caller of these has skipped `selectDialect`, which refuses such calls. */
export function noStream(format: string): never {
  throw new GatehouseFault('usage', `The format ${format} does not stream.`, 'Ask isStreaming(operation) first.');
}

/** Titan counts its input in the body; the others only in the header `x-amzn-bedrock-input-token-count`. */
function embeddingFacts(body: JsonObject) {
  const input = ownNumber(body, 'inputTextTokenCount');
  const guardrailAction = ownString(body, 'amazon-bedrock-guardrailAction');
  const usage: TokenUsage | undefined =
    input === undefined ? undefined : { input, output: 0, cacheRead: 0, cacheWrite: 0 };
  return { ...(usage !== undefined && { usage }), ...(guardrailAction !== undefined && { guardrailAction }) };
}
