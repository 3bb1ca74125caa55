import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { converseRequest } from './converse-shape.ts';
import type { ParsedRequest } from './dialect.ts';
import { serializeJson } from './json.ts';
import { ownObject, ownString, ownValue } from './json-tree.ts';
import { outputFormatOf } from './output-format.ts';
import { appendRepairTurn } from './repair-turn.ts';
import { declaredIn, recordParameters, stopSequenceCount, walkRequest } from './request-walk.ts';
import { capsIn, largestCap, setCaps } from './token-caps.ts';
import { untrustedConverse } from './untrusted-converse.ts';

/** Parses the body of Converse, or of ConverseStream (`streaming`). */
export function parseConverseRequest(body: JsonObject, streaming: boolean): ParsedRequest | Refusal {
  const walked = walkRequest(body, converseRequest, '');
  if (isRefusal(walked)) return walked;
  const secondPrompt = refuseSecondPrompt(body);
  if (secondPrompt !== undefined) return secondPrompt;
  const tier = ownObject(body, 'serviceTier');
  const caps = () => [
    ...capsIn(ownObject(body, 'inferenceConfig')),
    ...capsIn(ownObject(body, 'additionalModelRequestFields')),
  ];
  return {
    parts: walked.parts,
    unknownFields: walked.unknownFields,
    declared: declaredIn(ownObject(body, 'requestMetadata'), { purpose: 'purpose', user: 'user' }),
    parameters: converseParameters(body),
    generates: true,
    requestedMaxTokens: largestCap(caps()),
    serviceTier: tier && ownString(tier, 'type'),
    system: ownValue(body, 'system') ?? null,
    tools: toolsOf(body),
    setMaxTokens(tokens) {
      inferenceConfig(body).maxTokens ??= tokens;
      setCaps(caps(), tokens);
    },
    untrusted: () => untrustedConverse(body),
    addSystemRules: (rules) => prependSystem(body, rules),
    attachGuardrail(identifier, version) {
      body.guardrailConfig = guardrailConfig(body, identifier, version, streaming);
      return {};
    },
    outputFormat: () => outputFormatOf(body, 'converse'),
    appendRepair: (turn) => appendRepairTurn(body, 'converse', turn),
    serialize: () => serializeJson(body),
  };
}

const nativePrompts = ['system', 'messages', 'prompt', 'inputText'] as const;

/** Additional fields go to the model as they are. A prompt of the model's own among them would stand beside, or over, the one with the rules in front. */
function refuseSecondPrompt(body: JsonObject): Refusal | undefined {
  const additional = ownObject(body, 'additionalModelRequestFields');
  const field = additional && nativePrompts.find((name) => ownValue(additional, name) !== undefined);
  if (field === undefined) return undefined;
  return refuse(
    'field_not_allowed',
    `A prompt has no place at /additionalModelRequestFields/${field}: send it as messages and system of Converse.`,
  );
}

/** Converse's sampling parameters under OpenTelemetry's names. */
export function converseParameters(body: JsonObject): ParsedRequest['parameters'] {
  const config = ownObject(body, 'inferenceConfig') ?? {};
  return recordParameters([
    ['gen_ai.request.max_tokens', ownValue(config, 'maxTokens')],
    ['gen_ai.request.temperature', ownValue(config, 'temperature')],
    ['gen_ai.request.top_p', ownValue(config, 'topP')],
    ['gen_ai.request.top_k', ownValue(config, 'topK')],
    ['gatehouse.request.stop_sequences', stopSequenceCount(ownValue(config, 'stopSequences'))],
  ]);
}

export function toolsOf(body: JsonObject): Json {
  const config = ownObject(body, 'toolConfig');
  return (config && ownValue(config, 'tools')) ?? null;
}

/** The body's inference configuration, made where the caller gave none. */
export function inferenceConfig(body: JsonObject): JsonObject {
  const config = ownObject(body, 'inferenceConfig') ?? {};
  body.inferenceConfig = config;
  return config;
}

/** Each rule as a block of its own, before the caller's blocks: a cache point among those then covers the rules too. */
export function prependSystem(body: JsonObject, rules: readonly string[]): void {
  if (rules.length === 0) return;
  const system = ownValue(body, 'system');
  body.system = [...rules.map((text) => ({ text })), ...(Array.isArray(system) ? system : [])];
}

const traces: ReadonlySet<string> = new Set(['enabled', 'enabled_full', 'disabled']);

/** The governed guardrail, whatever the caller named; how much trace comes back stays the caller's choice. Only the synchronous mode can mask. */
function guardrailConfig(body: JsonObject, identifier: string, version: string, streaming: boolean): JsonObject {
  const asked = ownObject(body, 'guardrailConfig');
  const trace = asked && ownString(asked, 'trace');
  return {
    guardrailIdentifier: identifier,
    guardrailVersion: version,
    ...(trace !== undefined && traces.has(trace) && { trace }),
    ...(streaming && { streamProcessingMode: 'sync' }),
  };
}
