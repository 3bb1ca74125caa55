import { selectDialect } from '../../../hub/gateway/dialects/select-dialect.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { ModelAnswer } from '../../../hub/gateway/ports.ts';
import type { AnswerContext, FilteredEnd } from '../../../hub/response-filter/answer-context.ts';
import { filterAnswer } from '../../../hub/response-filter/response-filter.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { type DecodedFrame, decodeFrames, frame } from '../gateway/scripted-models.ts';

/** The application of the test policy: e-mail addresses are masked, payment cards block. */
export function contextOf(operation: 'Converse' | 'ConverseStream'): AnswerContext {
  const application = governPolicy(testPolicy()).applications.get('claims')!;
  const dialect = selectDialect(operation, 'none');
  if (isRefusal(dialect)) throw new Error(dialect.message);
  return {
    dialect,
    screener: application.output,
    unreadable: 'refuse',
    pseudonyms: new Pseudonyms(),
    blockedMessage: application.guardrail.blockedOutputMessage,
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
  readonly released: readonly DecodedFrame[];
  readonly end: FilteredEnd;
  readonly withheld: readonly DecodedFrame[];
}

/** Sends frames through the response filter one by one, and notes what left after each. */
export async function filtered(frames: readonly Uint8Array[]): Promise<Filtered> {
  const left: string[][] = [];
  const pieces: Uint8Array[] = [];
  async function* arriving() {
    for (const piece of frames) {
      left.push([]);
      yield piece;
    }
  }
  const filter = filterAnswer(answerOf(arriving()), contextOf('ConverseStream'), true);
  for (;;) {
    const step = await filter.next();
    if (step.done === true) {
      const withheld = decodeFrames(Buffer.concat(step.value.withheld));
      return { left, released: decodeFrames(Buffer.concat(pieces)), end: step.value, withheld };
    }
    pieces.push(step.value);
    left.at(-1)?.push(...decodeFrames(step.value).map(brief));
  }
}

/** Such as `start 1`, `0:text`, `stop 0`. */
export function brief({ event, exception, payload }: DecodedFrame): string {
  if (exception !== '') return `exception ${exception}`;
  const index = payload.contentBlockIndex;
  const delta = payload.delta as { text?: string; toolUse?: { input: string } } | undefined;
  if (delta !== undefined) return `${index}:${delta.text ?? delta.toolUse?.input ?? ''}`;
  return index === undefined ? event : `${event.replace('contentBlock', '').toLowerCase()} ${index}`;
}

export const begin = frame('messageStart', { role: 'assistant' });
const stopReason = frame('messageStop', { stopReason: 'end_turn' });
export const usage = frame('metadata', {
  usage: { inputTokens: 10, outputTokens: 20, totalTokens: 30 },
  metrics: { latencyMs: 5 },
});
export const finish = [stopReason, usage];

export const text = (index: number, piece: string) =>
  frame('contentBlockDelta', { contentBlockIndex: index, delta: { text: piece } });
export const input = (index: number, piece: string) =>
  frame('contentBlockDelta', { contentBlockIndex: index, delta: { toolUse: { input: piece } } });
export const toolStart = (index: number) =>
  frame('contentBlockStart', {
    contentBlockIndex: index,
    start: { toolUse: { toolUseId: `t${index}`, name: 'lookup' } },
  });
export const stop = (index: number) => frame('contentBlockStop', { contentBlockIndex: index });
