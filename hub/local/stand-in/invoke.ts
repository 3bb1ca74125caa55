/** InvokeModel and InvokeModelWithResponseStream: picks the body format by the model's family. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { embed, isEmbedding } from './embeddings.ts';
import { eventFrame } from './frames.ts';
import type { Generation } from './generate.ts';
import { guardrailOfHeaders } from './guardrail-selection.ts';
import type { InvokeAnswer } from './invoke-answer.ts';
import { invokeAnthropic } from './invoke-anthropic.ts';
import { invokeNova } from './invoke-nova.ts';
import type { Family, Model } from './models.ts';
import { jsonReply, type Reply, streamReply, validationError } from './reply.ts';
import type { StandInState } from './state.ts';

export function invoke(
  named: Model,
  body: JsonObject,
  headers: Readonly<Record<string, string>>,
  streaming: boolean,
  state: StandInState,
): Reply {
  const model = named.hidden ? { ...named, family: familyOfBody(body) } : named;
  if (isEmbedding(model.family)) {
    if (streaming) throw validationError('The model is unsupported for streaming.');
    const { answer, inputTokens } = embed(model.family, body);
    return jsonReply(answer, { 'x-amzn-bedrock-input-token-count': String(inputTokens) });
  }
  const { settings, cache } = state;
  const context = {
    cache,
    wish: { bytes: settings.answerBytes ?? undefined },
    guardrail: guardrailOfHeaders(settings, headers),
  };
  const answer =
    model.family === 'anthropic'
      ? invokeAnthropic(model, body, context)
      : model.family === 'nova'
        ? invokeNova(body, context)
        : undefined;
  if (answer === undefined) {
    throw validationError('Here this model answers Converse only: call Converse, or InvokeModel with another model.');
  }
  return invokeReply(answer, streaming, settings.streamEvents ?? undefined);
}

/** Behind a profile's ARN the body tells which model is meant. */
function familyOfBody(body: JsonObject): Family {
  if (Object.hasOwn(body, 'anthropic_version')) return 'anthropic';
  if (Object.hasOwn(body, 'inputText')) return 'titan-text-v2';
  if (Object.hasOwn(body, 'input_type')) return 'cohere-v4';
  if (Object.hasOwn(body, 'taskType')) return 'nova-embeddings';
  return 'nova';
}

export function invokeReply(answer: InvokeAnswer, streaming: boolean, textEvents: number | undefined): Reply {
  const { generation } = answer;
  if (streaming) {
    const last = { ...guardrailMembers(generation), 'amazon-bedrock-invocationMetrics': metrics(generation) };
    const frames = answer.chunks(textEvents, last).map(chunkFrame);
    return streamReply(frames, { 'x-amzn-bedrock-content-type': 'application/json' });
  }
  return jsonReply(
    { ...answer.body(), ...guardrailMembers(generation) },
    {
      'x-amzn-bedrock-input-token-count': String(generation.prompt.input),
      'x-amzn-bedrock-output-token-count': String(generation.outputTokens),
      'x-amzn-bedrock-invocation-latency': '1',
    },
  );
}

function chunkFrame(chunk: JsonObject): Uint8Array {
  return eventFrame('chunk', { bytes: Buffer.from(JSON.stringify(chunk)).toString('base64') });
}

function metrics(generation: Generation): JsonObject {
  return {
    inputTokenCount: generation.prompt.input,
    outputTokenCount: generation.outputTokens,
    invocationLatency: 1,
    firstByteLatency: 1,
  };
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-invoke-api.html */
function guardrailMembers(generation: Generation): JsonObject {
  const report = generation.guardrail;
  if (report === undefined) return {};
  const outputs = report.output === undefined ? {} : { outputs: [{ [report.identifier]: report.output }] };
  const trace = {
    guardrail: { modelOutput: [...report.modelOutput], input: { [report.identifier]: report.input }, ...outputs },
  };
  return {
    'amazon-bedrock-guardrailAction': report.intervened ? 'INTERVENED' : 'NONE',
    ...(report.trace && { 'amazon-bedrock-trace': trace }),
  };
}
