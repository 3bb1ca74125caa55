import type { JsonObject } from '../../shared/canonical-json.ts';
import { isRefusal } from '../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { parseJsonObject } from '../gateway/dialects/json.ts';
import { alike } from '../gateway/faces.ts';
import type { ModelAnswer } from '../gateway/ports.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import { readAndScreen } from '../screening/read-and-screen.ts';
import type { AnswerContext, FilteredEnd, FilterPorts } from './answer-context.ts';
import { AnswerPseudonyms } from './answer-pseudonyms.ts';
import { isJudged } from './judgement/answer-judging.ts';
import { judgeWhole, writtenAnswer } from './judgement/judge-whole.ts';
import { refuseUnscreened } from './refuse-unscreened.ts';
import { restoreAnswer } from './restore-answer.ts';
import { ToolCallJudge } from './tool-call-judge.ts';

/** Bedrock's largest answers are images of a few MB; more is no answer. */
export const maxAnswerBytes = 32 * 1024 * 1024;

/** Screens an answer that comes as one document. Nothing of it is released here: the whole of it is the withheld end. */
export async function filterWhole(
  answer: ModelAnswer,
  context: AnswerContext,
  ports: FilterPorts,
): Promise<FilteredEnd> {
  const bytes = await collectBody(answer.body, maxAnswerBytes);
  const body = parseJsonObject(bytes);
  if (isRefusal(body)) {
    throw new GatehouseFault(
      'model_unavailable',
      'The model’s answer is not JSON.',
      'Check the model endpoint that the hub is configured for.',
    );
  }
  return await screenWhole(bytes, body, context, ports);
}

async function screenWhole(
  bytes: Uint8Array,
  body: JsonObject,
  context: AnswerContext,
  { guardrails }: FilterPorts,
): Promise<FilteredEnd> {
  const { dialect, screener, unreadable, guardrail, judging } = context;
  const pseudonyms = new AnswerPseudonyms(context.pseudonyms);
  const parsed = dialect.parseAnswer(body);
  const { parts } = parsed;
  const written = judging && isJudged(parsed.finishReasons) ? writtenAnswer(body, parsed, dialect.format) : undefined;
  const local = await readAndScreen(parts, screener, pseudonyms);
  const toolCalls = new ToolCallJudge(context, pseudonyms, guardrails);
  const verdicts = isStopped(parts, local, unreadable) ? local : await toolCalls.judge(parts, local);
  const known = { verdicts, facts: parsed };
  const refusal = refuseUnscreened(parts, verdicts, unreadable);
  if (refusal !== undefined) return { ...known, blocked: false, withheld: [], refusal };
  if (verdicts.some(isBlocked)) {
    return { ...known, blocked: true, withheld: [alike(dialect.blockedAnswer(guardrail.blockedOutputMessage))] };
  }
  const masked = verdicts.some((part) => part.verdict === 'masked');
  const faces = restoreAnswer({ bytes, body, parsed, masked }, pseudonyms, dialect.format);
  if (judging === undefined || written === undefined) return { ...known, blocked: false, withheld: [faces] };
  return { ...known, ...(await judgeWhole({ body, parsed, faces, written }, dialect, judging)) };
}

/** Nobody need be asked about an answer that does not leave. */
function isStopped(
  parts: readonly Part[],
  verdicts: readonly PartVerdict[],
  unreadable: AnswerContext['unreadable'],
): boolean {
  return verdicts.some(isBlocked) || refuseUnscreened(parts, verdicts, unreadable) !== undefined;
}

function isBlocked({ verdict }: PartVerdict): boolean {
  return verdict === 'blocked';
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
