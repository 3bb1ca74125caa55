import { annotationFrames } from '../../gateway/dialects/annotation.ts';
import type { AnswerFacts, Dialect } from '../../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../../gateway/faces.ts';
import { type AnswerJudging, orderOf } from './answer-judging.ts';
import { applyJudgement, type JudgedEnd } from './apply-judgement.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { StreamTranscript } from './stream-transcript.ts';

export interface EndedStream {
  readonly transcript: StreamTranscript;
  readonly facts: AnswerFacts;
  /** Every channel that began. */
  readonly channels: readonly string[];
  /** What has not left yet and comes before what ends the message. */
  readonly rest: readonly Faces[];
  /** What ends the message. */
  readonly final: readonly Faces[];
}

/** Judges a streamed answer at its end. Calls of tools are not read here: an answer that stops for one is not expected to be a document. */
export async function judgeStream(
  { transcript, facts, channels, rest, final }: EndedStream,
  dialect: Dialect,
  judging: AnswerJudging,
): Promise<JudgedEnd> {
  const { finishReasons } = facts;
  const judgement = await judgeAnswer(
    { answer: transcript.written, texts: transcript.shown, toolCalls: [], finishReasons },
    await orderOf(judging, facts),
  );
  const forms = {
    asItIs: () => [...rest, ...final],
    annotated: (note: string) => [...rest, ...annotationFrames(dialect.format, note, channels).map(alike), ...final],
    // Nothing has left: such an answer is held back from its first frame on.
    replaced: (message: string) => dialect.blockedStream(message, undefined).map(alike),
    keptText: () => transcript.kept,
  };
  return applyJudgement(judgement, forms, judging.recordId);
}
