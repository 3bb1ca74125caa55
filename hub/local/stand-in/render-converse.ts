/** Writes a generation as Converse does: one body, or the events of ConverseStream. Nova's own bodies are built from the same pieces. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerBlock } from './answer.ts';
import type { Generation } from './generate.ts';
import { pieces } from './text-pieces.ts';

export interface StreamedEvent {
  readonly type: string;
  readonly payload: JsonObject;
}

/** Members of the answer that repeat the request (serviceTier, performanceConfig) or that it asked for. */
export type ConverseExtras = JsonObject;

export function converseBody(generation: Generation, extras: ConverseExtras): JsonObject {
  return {
    output: { message: { role: 'assistant', content: spoken(generation).map(contentBlock) } },
    stopReason: generation.stopReason,
    usage: usage(generation),
    metrics: { latencyMs: 1 },
    ...traceOf(generation),
    ...extras,
  };
}

/** A text that was cut to nothing is not sent. */
export function spoken(generation: Generation): readonly AnswerBlock[] {
  return generation.blocks.filter((block) => block.kind === 'tool-use' || block.text !== '');
}

export function contentBlock(block: AnswerBlock): JsonObject {
  if (block.kind === 'text') return { text: block.text };
  if (block.kind === 'tool-use') return { toolUse: { toolUseId: block.id, name: block.name, input: block.input } };
  return { reasoningContent: { reasoningText: { text: block.text, signature: block.signature } } };
}

function usage(generation: Generation): JsonObject {
  const { input, cacheRead, cacheWrite } = generation.prompt;
  return {
    inputTokens: input,
    outputTokens: generation.outputTokens,
    totalTokens: input + cacheRead + cacheWrite + generation.outputTokens,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite,
  };
}

function traceOf(generation: Generation): JsonObject {
  const report = generation.guardrail;
  if (report === undefined || !report.trace) return {};
  return {
    trace: {
      guardrail: {
        ...(report.modelOutput.length > 0 && { modelOutput: [...report.modelOutput] }),
        inputAssessment: { [report.identifier]: report.input },
        ...(report.output !== undefined && { outputAssessments: { [report.identifier]: [report.output] } }),
        actionReason: report.intervened ? 'Guardrail blocked or masked.' : 'No action.',
      },
    },
  };
}

export function converseEvents(
  generation: Generation,
  extras: ConverseExtras,
  textEvents: number | undefined,
): StreamedEvent[] {
  const { additionalModelResponseFields, ...metadataExtras } = extras;
  return [
    { type: 'messageStart', payload: { role: 'assistant' } },
    ...spoken(generation).flatMap((block, index) => blockEvents(block, index, textEvents)),
    {
      type: 'messageStop',
      payload: {
        stopReason: generation.stopReason,
        ...(additionalModelResponseFields !== undefined && { additionalModelResponseFields }),
      },
    },
    {
      type: 'metadata',
      payload: { usage: usage(generation), metrics: { latencyMs: 1 }, ...traceOf(generation), ...metadataExtras },
    },
  ];
}

/** Bedrock opens a block with contentBlockStart only where the start says something: at tool calls. */
function blockEvents(block: AnswerBlock, contentBlockIndex: number, textEvents: number | undefined): StreamedEvent[] {
  const delta = (value: JsonObject): StreamedEvent => ({
    type: 'contentBlockDelta',
    payload: { delta: value, contentBlockIndex },
  });
  const stop: StreamedEvent = { type: 'contentBlockStop', payload: { contentBlockIndex } };
  if (block.kind === 'text') return [...pieces(block.text, textEvents).map((text) => delta({ text })), stop];
  if (block.kind === 'reasoning') {
    const texts = pieces(block.text).map((text) => delta({ reasoningContent: { text } }));
    return [...texts, delta({ reasoningContent: { signature: block.signature } }), stop];
  }
  const start = { toolUse: { toolUseId: block.id, name: block.name } };
  const inputs = pieces(JSON.stringify(block.input)).map((input) => delta({ toolUse: { input } }));
  return [{ type: 'contentBlockStart', payload: { start, contentBlockIndex } }, ...inputs, stop];
}
