import { isRefusal } from '../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { parseJsonObject } from '../gateway/dialects/json.ts';
import { alike } from '../gateway/faces.ts';
import type { ModelAnswer } from '../gateway/ports.ts';
import { readDocuments } from '../screening/documents/read-documents.ts';
import type { AnswerContext, FilteredEnd } from './answer-context.ts';
import { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { failClosed } from './fail-closed.ts';
import { refuseUnscreened } from './refuse-unscreened.ts';
import { restoreAnswer } from './restore-answer.ts';

/** Bedrock's largest answers are images of a few MB; more is no answer. */
export const maxAnswerBytes = 32 * 1024 * 1024;

/** Screens an answer that comes as one document. Nothing of it is released here: the whole of it is the withheld end. */
export async function filterWhole(answer: ModelAnswer, context: AnswerContext): Promise<FilteredEnd> {
  const bytes = await collectBody(answer.body, maxAnswerBytes);
  const body = parseJsonObject(bytes);
  if (isRefusal(body)) {
    throw new GatehouseFault(
      'model_unavailable',
      'The model’s answer is not JSON.',
      'Check the model endpoint that the hub is configured for.',
    );
  }
  const { dialect, unreadable, blockedMessage } = context;
  const screener = failClosed(context.screener);
  const pseudonyms = new AnswerPseudonyms(context.pseudonyms);
  const parsed = dialect.parseAnswer(body);
  await readDocuments(parsed.parts);
  const verdicts = parsed.parts.map((part) => screener.screen(part, pseudonyms));
  const known = { verdicts, facts: parsed };
  const refusal = refuseUnscreened(parsed.parts, verdicts, unreadable);
  if (refusal !== undefined) return { ...known, blocked: false, withheld: [], refusal };
  if (verdicts.some((part) => part.verdict === 'blocked')) {
    return { ...known, blocked: true, withheld: [alike(dialect.blockedAnswer(blockedMessage))] };
  }
  const masked = verdicts.some((part) => part.verdict === 'masked');
  const answered = restoreAnswer({ bytes, body, parsed, masked }, pseudonyms, dialect.format);
  return { ...known, blocked: false, withheld: [answered] };
}

/** Reads a body to its end; a single chunk is not copied. */
export async function collectBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new GatehouseFault(
        'model_unavailable',
        `The model’s answer is over ${maxBytes} bytes.`,
        'Ask for a smaller answer.',
      );
    }
    chunks.push(chunk);
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, length);
}
