import type { JsonObject } from '../../shared/canonical-json.ts';
import type { Dialect, ParsedAnswer } from '../gateway/dialects/dialect.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { Part, PartText } from '../screening/parts.ts';
import type { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { type Place, Restorer } from './restorer.ts';
import { isSigned } from './signed-reasoning.ts';

/** A whole answer after screening. */
export interface ScreenedAnswer {
  /** As it came. */
  readonly bytes: Uint8Array;
  /** The tree of which `parsed` has the parts. */
  readonly body: JsonObject;
  readonly parsed: ParsedAnswer;
  /** Whether screening wrote anything into it. */
  readonly masked: boolean;
}

/** The answer as it is kept, and as the caller is shown it, with values in place of the tokens of this call. */
export function restoreAnswer(answer: ScreenedAnswer, pseudonyms: AnswerPseudonyms, format: Dialect['format']): Faces {
  const shown = pseudonyms.any ? writeKept(answer, pseudonyms, format) : [];
  const kept = answer.masked ? answer.parsed.serialize() : answer.bytes;
  if (shown.length === 0) return alike(kept);
  for (const { text, value } of shown) text.replace(value);
  return { kept, shown: answer.parsed.serialize() };
}

interface Restoration {
  readonly text: PartText;
  readonly value: string;
}

/** Takes the marks off what screening wrote; answers what has to be written for the caller. */
function writeKept(answer: ScreenedAnswer, pseudonyms: AnswerPseudonyms, format: Dialect['format']): Restoration[] {
  const restorations: Restoration[] = [];
  for (const part of answer.parsed.parts) {
    const signed = part.kind === 'reasoning' && isSigned(answer.body, part.pointer);
    for (const text of part.texts) {
      // Nothing can be written there, so nothing of ours stands there either.
      if (text.fixed === true) continue;
      const { kept, shown } = new Restorer(pseudonyms, placeOf(part, format)).end(text.text, signed);
      if (kept !== text.text) text.replace(kept);
      if (shown !== kept) restorations.push({ text, value: shown });
    }
  }
  return restorations;
}

/** OpenAI's arguments are JSON in a string, in a document too; elsewhere a whole tool call is a tree. */
function placeOf(part: Part, format: Dialect['format']): Place {
  return part.kind === 'tool-use' && format === 'openai-chat' ? 'json-source' : 'text';
}
