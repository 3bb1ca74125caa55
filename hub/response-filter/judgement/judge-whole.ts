import type { JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { annotateAnswer } from '../../gateway/dialects/annotation.ts';
import { type CitedTexts, citedTextsOf } from '../../gateway/dialects/cited-texts.ts';
import type { Dialect, ParsedAnswer } from '../../gateway/dialects/dialect.ts';
import { parseJsonObject, serializeJson } from '../../gateway/dialects/json.ts';
import { toolCallsOf } from '../../gateway/dialects/tool-calls.ts';
import { alike, type Faces } from '../../gateway/faces.ts';
import { textsOfChoices } from '../schema/answer-texts.ts';
import { type AnswerJudging, orderOf } from './answer-judging.ts';
import { applyJudgement, type JudgedEnd } from './apply-judgement.ts';
import { judgeAnswer } from './judge-answer.ts';

/** What an answer says as the model wrote it. Confidence is worked out from this, for a mask would hide the figures that it asks about; only counts come of it. */
export interface WrittenAnswer extends Pick<CitedTexts, 'cited'> {
  readonly answer: string;
}

/** To be read before screening writes into the tree. */
export function writtenAnswer(body: JsonObject, parsed: ParsedAnswer, format: Dialect['format']): WrittenAnswer {
  const { said, cited } = citedTextsOf(body, format);
  return { answer: [...textsOfChoices(parsed.parts, format), ...said].join('\n'), cited };
}

export interface RestoredAnswer {
  /** The tree as the caller is shown it. */
  readonly body: JsonObject;
  readonly parsed: ParsedAnswer;
  readonly faces: Faces;
  readonly written: WrittenAnswer;
}

/** Judges a whole answer that has passed screening. */
export async function judgeWhole(
  { body, parsed, faces, written }: RestoredAnswer,
  dialect: Dialect,
  judging: AnswerJudging,
): Promise<JudgedEnd> {
  const { format } = dialect;
  const { finishReasons } = parsed;
  const texts = textsOfChoices(parsed.parts, format);
  const toolCalls = toolCallsOf(body, format);
  const judgement = await judgeAnswer({ ...written, finishReasons, texts, toolCalls }, await orderOf(judging, parsed));
  const forms = {
    asItIs: () => [faces],
    annotated: (note: string) => [annotated(faces, format, note)],
    replaced: (message: string) => [alike(dialect.blockedAnswer(message))],
    keptText: () => keptText(faces, dialect),
  };
  return applyJudgement(judgement, forms, judging.recordId);
}

function annotated({ shown, kept }: Faces, format: Dialect['format'], note: string): Faces {
  const written = withNote(kept, format, note);
  return shown === kept ? alike(written) : { kept: written, shown: withNote(shown, format, note) };
}

function withNote(bytes: Uint8Array, format: Dialect['format'], note: string): Uint8Array {
  const body = parseJsonObject(bytes);
  // It was parsed, or written, a moment ago.
  if (isRefusal(body)) return bytes;
  annotateAnswer(body, format, note);
  return serializeJson(body);
}

function keptText({ kept }: Faces, dialect: Dialect): string {
  const body = parseJsonObject(kept);
  return isRefusal(body) ? '' : textsOfChoices(dialect.parseAnswer(body).parts, dialect.format).join('\n');
}
