import type { KeyObject } from 'node:crypto';
import type { Reasked } from '../../prompt-handler/ask-again.ts';
import type { AnsweredPrompt, PromptOutcome } from '../../prompt-handler/prompt-handler.ts';
import type { CallOrder } from '../handlers.ts';
import type { ModelAnswer } from '../ports.ts';
import { faultForm } from './fault-payload.ts';
import { encodeFrame } from './frame.ts';
import { formOfGiven } from './given-form.ts';
import { encodeJson } from './json-payload.ts';
import { tableOf } from './pseudonym-table.ts';
import { sealSent } from './repair-seal.ts';
import { writeAnswers } from './write-answers.ts';

/** What the prompt handler writes to the response filter. */
export async function* writeOutcome(
  outcome: PromptOutcome,
  order: CallOrder,
  secret: KeyObject,
): AsyncGenerator<Uint8Array, void> {
  if (outcome.kind === 'answered') yield encodeFrame('sent', outcome.sent);
  yield encodeFrame('head', encodeJson(headOf(outcome, order, secret)));
  if (outcome.kind === 'answered') yield* writeAnswers(outcome.answer, outcome.samples);
  else if (outcome.kind === 'faulted') yield* writeAnswers(undefined, outcome.samples ?? []);
  yield encodeFrame('end');
}

function headOf(outcome: PromptOutcome, order: CallOrder, secret: KeyObject): object {
  const { kind, verdicts } = outcome;
  switch (outcome.kind) {
    case 'blocked':
      return { kind, verdicts };
    case 'refused':
      return { kind, verdicts, refusal: outcome.refusal };
    case 'faulted':
      return { kind, verdicts, fault: faultForm(outcome.cause), samples: outcome.samples?.length ?? 0 };
    case 'answered':
      return { kind, verdicts, ...answeredHead(outcome, order, secret) };
  }
}

function answeredHead(outcome: AnsweredPrompt, order: CallOrder, secret: KeyObject): object {
  return {
    answer: headOfAnswer(outcome.answer),
    samples: outcome.samples.length,
    pseudonyms: tableOf(outcome.pseudonyms),
    given: formOfGiven(outcome.given, order),
    seal: sealSent(order, outcome.sent, secret),
  };
}

function headOfAnswer({ status, headers, requestId }: ModelAnswer): object {
  return { status, headers, requestId };
}

/** What it writes in a repair round. `reasked` is undefined where the body takes no such turn. */
export async function* writeReasked(reasked: Reasked | undefined): AsyncGenerator<Uint8Array, void> {
  if (reasked === undefined) {
    yield encodeFrame('head', encodeJson({ kind: 'not-asked' }));
  } else {
    yield encodeFrame('sent', reasked.sent);
    yield encodeFrame('head', encodeJson({ kind: 'reasked', answer: headOfAnswer(reasked.answer) }));
    yield* writeAnswers(reasked.answer, []);
  }
  yield encodeFrame('end');
}
