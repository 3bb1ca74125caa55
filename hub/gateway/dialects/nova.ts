/**
 * Amazon Nova through InvokeModel and InvokeModelWithResponseStream: Converse's blocks in a body of its own.
 * Source: https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { isRefusal, type Refusal } from '../../../shared/contract/refusals.ts';
import { FrameReader } from '../event-stream.ts';
import { walkAnswer } from './answer-walk.ts';
import { bedrockFields } from './bedrock-fields.ts';
import { blockedEvents } from './converse.ts';
import { converseParameters, inferenceConfig, prependSystem, toolsOf } from './converse-request.ts';
import { converseAnswer, inferenceFields, messages, system, toolConfig } from './converse-shape.ts';
import { converseFacts } from './converse-usage.ts';
import type { Dialect, ParsedRequest } from './dialect.ts';
import { frameStream } from './frame-stream.ts';
import { guardrailHeaders } from './invoke-guardrail.ts';
import { serializeJson } from './json.ts';
import { ownObject, ownValue } from './json-tree.ts';
import { NovaEvents } from './nova-events.ts';
import { outputFormatOf } from './output-format.ts';
import { appendRepairTurn } from './repair-turn.ts';
import { walkRequest } from './request-walk.ts';
import { count, json, number, object, parameters, token } from './shape.ts';
import { ChunkSource, chunkFrame, exceptionFrame } from './stream-source.ts';
import { capsIn, largestCap, setCaps } from './token-caps.ts';
import { untrustedConverse } from './untrusted-converse.ts';

const novaRequest = object({
  schemaVersion: token,
  messages,
  system,
  toolConfig,
  inferenceConfig: object({
    ...inferenceFields,
    max_new_tokens: count,
    topK: number,
    reasoningConfig: parameters(json),
  }),
  'amazon-bedrock-guardrailConfig': object({ tagSuffix: token, streamProcessingMode: token }),
});

const novaAnswer = object({ ...Object.fromEntries(converseAnswer.fields), ...bedrockFields });

export function novaDialect(operation: Extract<Operation, 'InvokeModel' | 'InvokeModelWithResponseStream'>): Dialect {
  return {
    operation,
    format: 'nova-messages',
    parseRequest: (body) => parseNovaRequest(body),
    parseAnswer: (body) => walkAnswer(body, novaAnswer, converseFacts(body)),
    readStream() {
      const events = new NovaEvents();
      return frameStream(new FrameReader(), (frame) => events.read(new ChunkSource(frame)));
    },
    blockedAnswer: (message) =>
      serializeJson({
        output: { message: { role: 'assistant', content: [{ text: message }] } },
        stopReason: 'guardrail_intervened',
        usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
        'amazon-bedrock-guardrailAction': 'INTERVENED',
      }),
    blockedStream: (message, open) =>
      blockedEvents(message, open).map(({ type, event }) => chunkFrame({ [type]: event })),
    exceptionFrame,
  };
}

/** Parses a Nova body; `prefix` is the pointer of its root where it travels inside another body. */
export function parseNovaRequest(body: JsonObject, prefix = ''): ParsedRequest | Refusal {
  const walked = walkRequest(body, novaRequest, prefix);
  if (isRefusal(walked)) return walked;
  return {
    parts: walked.parts,
    unknownFields: walked.unknownFields,
    declared: {},
    parameters: converseParameters(body),
    generates: true,
    requestedMaxTokens: largestCap(capsIn(ownObject(body, 'inferenceConfig'))),
    serviceTier: undefined,
    system: ownValue(body, 'system') ?? null,
    tools: toolsOf(body),
    setMaxTokens(tokens) {
      const config = inferenceConfig(body);
      if (capsIn(config).length === 0) config.maxTokens = tokens;
      setCaps(capsIn(config), tokens);
    },
    untrusted: () => untrustedConverse(body),
    addSystemRules: (rules) => prependSystem(body, rules),
    attachGuardrail: (identifier, version) => guardrailHeaders(body, identifier, version),
    outputFormat: () => outputFormatOf(body, 'nova-messages'),
    appendRepair: (turn) => appendRepairTurn(body, 'nova-messages', turn),
    serialize: () => serializeJson(body),
  };
}
