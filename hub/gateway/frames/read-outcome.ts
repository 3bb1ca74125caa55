import * as z from 'zod/mini';
import type { Reasked } from '../../prompt-handler/ask-again.ts';
import type { AnsweredPrompt, PromptOutcome } from '../../prompt-handler/prompt-handler.ts';
import { answerForm } from './answer-form.ts';
import { faultOfForm, faultSchema, readFault } from './fault-payload.ts';
import type { Frame } from './frame.ts';
import { givenForm, givenOfForm } from './given-form.ts';
import { readHeadFrame, requireSent } from './head-frame.ts';
import { readJson } from './json-payload.ts';
import { pseudonymForm, pseudonymsOf } from './pseudonym-table.ts';
import { AnswersReader, readEnd } from './read-answers.ts';
import { refusalForm, verdictsForm } from './verdict-form.ts';

const verdicts = verdictsForm;
/** The number of an answer is one byte. */
const samples = z.int().check(z.minimum(0), z.maximum(254));

const answeredForm = z.strictObject({
  kind: z.literal('answered'),
  verdicts,
  answer: answerForm,
  samples,
  pseudonyms: pseudonymForm,
  given: givenForm,
  seal: z.string(),
});

const headForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('blocked'), verdicts }),
  z.strictObject({ kind: z.literal('refused'), verdicts, refusal: refusalForm }),
  z.strictObject({ kind: z.literal('faulted'), verdicts, fault: faultSchema, samples }),
  answeredForm,
]);

/** How a repair round is asked for; `sealed` is what the first question was sent, and its seal. */
export type AskAgainBy = (sealed: { readonly sent: Uint8Array; readonly seal: string }) => AnsweredPrompt['askAgain'];

/** What the response filter reads of the prompt handler. A fault that the handler met before any model was asked is a value; what is not what the handler writes rejects. */
export async function readOutcome(frames: AsyncGenerator<Frame, void>, askAgainBy: AskAgainBy): Promise<PromptOutcome> {
  const { frame, sent } = await readHeadFrame(frames);
  if (frame.type === 'fault') return { kind: 'faulted', verdicts: [], cause: readFault(frame.payload) };
  const head = readJson(frame.payload, headForm);
  switch (head.kind) {
    case 'blocked':
    case 'refused':
      await readEnd(frames);
      return head;
    case 'faulted':
      return await readFaulted(frames, head);
    case 'answered':
      return readAnswered(frames, head, requireSent(sent), askAgainBy);
  }
}

async function readFaulted(
  frames: AsyncGenerator<Frame, void>,
  head: Extract<z.output<typeof headForm>, { kind: 'faulted' }>,
): Promise<PromptOutcome> {
  const known = { kind: head.kind, verdicts: head.verdicts, cause: faultOfForm(head.fault) };
  if (head.samples > 0) return { ...known, samples: new AnswersReader(frames, 1, head.samples).samples() };
  await readEnd(frames);
  return known;
}

function readAnswered(
  frames: AsyncGenerator<Frame, void>,
  { kind, verdicts: screened, answer, seal, ...head }: z.output<typeof answeredForm>,
  sent: Uint8Array,
  askAgainBy: AskAgainBy,
): AnsweredPrompt {
  const pseudonyms = pseudonymsOf(head.pseudonyms);
  const answers = new AnswersReader(frames, 0, head.samples);
  return {
    ...{ kind, verdicts: screened, sent, pseudonyms },
    answer: { ...answer, body: answers.body(0) },
    given: givenOfForm(head.given),
    samples: answers.samples(),
    askAgain: askAgainBy({ sent, seal }),
  };
}

const reaskedForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-asked') }),
  z.strictObject({ kind: z.literal('reasked'), answer: answerForm }),
]);

/** The same of a repair round. */
export async function readReasked(frames: AsyncGenerator<Frame, void>): Promise<Reasked | Error | undefined> {
  const { frame, sent } = await readHeadFrame(frames);
  if (frame.type === 'fault') return readFault(frame.payload);
  const head = readJson(frame.payload, reaskedForm);
  if (head.kind === 'reasked') {
    const body = new AnswersReader(frames, 0, 0).body(0);
    return { sent: requireSent(sent), answer: { ...head.answer, body } };
  }
  await readEnd(frames);
  return undefined;
}
