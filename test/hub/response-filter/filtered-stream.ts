import { selectDialect } from '../../../hub/gateway/dialects/select-dialect.ts';
import { type Faces, joinFaces } from '../../../hub/gateway/faces.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { Guardrails, ModelAnswer } from '../../../hub/gateway/ports.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import type { AnswerContext, FilteredEnd } from '../../../hub/response-filter/answer-context.ts';
import { filterAnswer } from '../../../hub/response-filter/response-filter.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { type DecodedFrame, decodeFrames, frame } from '../gateway/scripted-models.ts';

/** The application of the test policy: e-mail addresses are masked, payment cards block. */
export function contextOf(
  operation: 'Converse' | 'ConverseStream',
  change: Partial<AnswerContext> = {},
): AnswerContext {
  const application = governPolicy(testPolicy()).applications.get('claims')!;
  const dialect = selectDialect(operation, 'none');
  if (isRefusal(dialect)) throw new Error(dialect.message);
  return {
    dialect,
    screener: application.output,
    unreadable: 'refuse',
    pseudonyms: new Pseudonyms(),
    guardrail: application.guardrail,
    entities: application.policy.screening.output.entities,
    ...change,
  };
}

export function answerOf(body: AsyncIterable<Uint8Array>): ModelAnswer {
  return { status: 200, headers: {}, requestId: 'bedrock-1', body };
}

export async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}

export interface Filtered {
  /** What left for each frame that came, as `event index:text`. */
  readonly left: readonly (readonly string[])[];
  readonly end: FilteredEnd;
  readonly withheld: readonly DecodedFrame[];
  /** Everything, released or withheld, as the caller is shown it. */
  readonly shown: readonly DecodedFrame[];
  /** The same as it is kept. */
  readonly kept: readonly DecodedFrame[];
}

/** Sends frames through the response filter one by one, and notes what left after each. */
export async function filtered(
  frames: readonly Uint8Array[],
  context = contextOf('ConverseStream'),
  guardrails: Guardrails = localGuardrails,
): Promise<Filtered> {
  const left: string[][] = [];
  const pieces: Faces[] = [];
  async function* arriving() {
    for (const piece of frames) {
      left.push([]);
      yield piece;
    }
  }
  const filter = filterAnswer(answerOf(arriving()), context, { guardrails }, true);
  for (;;) {
    const step = await filter.next();
    if (step.done === true) {
      const withheld = decodeFrames(joinFaces(step.value.withheld).shown);
      const all = joinFaces([...pieces, ...step.value.withheld]);
      return { left, end: step.value, withheld, shown: decodeFrames(all.shown), kept: decodeFrames(all.kept) };
    }
    pieces.push(step.value);
    left.at(-1)?.push(...decodeFrames(step.value.shown).map(brief));
  }
}

/** Such as `start 1`, `0:text`, `stop 0`. */
export function brief({ event, exception, payload }: DecodedFrame): string {
  if (exception !== '') return `exception ${exception}`;
  const index = payload.contentBlockIndex;
  const delta = payload.delta as Delta | undefined;
  if (delta !== undefined) {
    return `${index}:${delta.text ?? delta.toolUse?.input ?? delta.reasoningContent?.text ?? ''}`;
  }
  return index === undefined ? event : `${event.replace('contentBlock', '').toLowerCase()} ${index}`;
}

interface Delta {
  readonly text?: string;
  readonly toolUse?: { readonly input: string };
  readonly reasoningContent?: { readonly text?: string };
}

/** What the deltas of one block say in all. */
export function said(frames: readonly DecodedFrame[], index: number): string {
  const prefix = `${index}:`;
  return frames.flatMap((one) => (brief(one).startsWith(prefix) ? brief(one).slice(prefix.length) : [])).join('');
}

/** What left, in order; pieces of one block that left one after the other are one entry, for how finely a screener cuts is not the filter's affair. */
export function inOrder(left: readonly (readonly string[])[]): string[] {
  const merged: string[] = [];
  for (const entry of left.flat()) {
    const prefix = /^\d+:/.exec(entry)?.[0];
    const last = merged.at(-1);
    if (prefix !== undefined && last?.startsWith(prefix)) merged[merged.length - 1] = last + entry.slice(prefix.length);
    else merged.push(entry);
  }
  return merged;
}

export const begin = frame('messageStart', { role: 'assistant' });
const stopReason = frame('messageStop', { stopReason: 'end_turn' });
export const usage = frame('metadata', {
  usage: { inputTokens: 10, outputTokens: 20, totalTokens: 30 },
  metrics: { latencyMs: 5 },
});
export const finish = [stopReason, usage];

const delta = (index: number, piece: object) => frame('contentBlockDelta', { contentBlockIndex: index, delta: piece });
export const text = (index: number, piece: string) => delta(index, { text: piece });
export const input = (index: number, piece: string) => delta(index, { toolUse: { input: piece } });
export const reasoning = (index: number, piece: string) => delta(index, { reasoningContent: { text: piece } });
export const signature = (index: number) => delta(index, { reasoningContent: { signature: 'c2lnbmVk' } });
export const citation = (index: number, title: string) =>
  delta(index, { citation: { title, sourceContent: [{ text: `of ${title}` }] } });
export const toolStart = (index: number, name = 'lookup') =>
  frame('contentBlockStart', { contentBlockIndex: index, start: { toolUse: { toolUseId: `t${index}`, name } } });
export const stop = (index: number) => frame('contentBlockStop', { contentBlockIndex: index });
