/** From a model's answer to how the call ended: the response filter, what the answer is judged to be, and the repair round where there is one. */
import type { Faces } from '../gateway/faces.ts';
import type { Asides, CallOrder, HandledEnd } from '../gateway/handlers.ts';
import type { ModelAnswer } from '../gateway/ports.ts';
import type { AnsweredPrompt } from '../prompt-handler/prompt-handler.ts';
import type { AnswerContext, FilteredEnd, FilterPorts } from './answer-context.ts';
import { filteredEnd, upstreamErrorEnd, usageOf } from './handled-end.ts';
import { judgingOf } from './judgement/judging-of.ts';
import { schemaRefusal } from './judgement/messages.ts';
import { filterAnswer } from './response-filter.ts';
import { readSamples, type SampledAnswer } from './sample-answers.ts';
import { collectBody } from './whole-answer.ts';

/** Bodies of Bedrock's errors are short. */
const maxErrorBytes = 65_536;

/** Yields what may leave at once, and returns the end. */
export async function* answerEnd(
  order: CallOrder,
  asked: AnsweredPrompt,
  ports: FilterPorts,
): AsyncGenerator<Faces, HandledEnd> {
  const { dialect, route } = order.call;
  const sampling = asked.samples.length === 0 ? undefined : readSamples(asked.samples, dialect);
  if (asked.answer.status !== 200) {
    const end = upstreamErrorEnd(asked, await collectBody(asked.answer.body, maxErrorBytes));
    return { ...end, asides: await usagesOf(sampling) };
  }
  const context = contextOf(order, asked, judgingOf(order, asked.given, sampling?.then(textsOf)));
  const filtered = yield* filterAnswer(asked.answer, context, ports, route.streaming);
  const decision = filtered.judgement?.decision;
  const end =
    decision?.kind === 'repair'
      ? yield* repairedEnd({ order, asked, context, ports }, filtered, decision.instruction)
      : filteredEnd(asked, filtered);
  return { ...end, asides: [...(end.asides ?? []), ...(await usagesOf(sampling))] };
}

interface Repairing {
  readonly order: CallOrder;
  readonly asked: AnsweredPrompt;
  readonly context: AnswerContext;
  readonly ports: FilterPorts;
}

/** Asks once more. Where the model cannot be asked, the first answer stands, and it does not satisfy its schema. */
async function* repairedEnd(
  { order, asked, context, ports }: Repairing,
  first: FilteredEnd,
  instruction: string,
): AsyncGenerator<Faces, HandledEnd> {
  const again = await asked.askAgain({ answer: first.rejected ?? '', instruction }).catch(() => undefined);
  const asides = [usageOf(asked, first)];
  if (again === undefined || again === 'unknown' || (await isRefusedUpstream(again.answer))) {
    const refusal = first.judgement && schemaRefusal(first.judgement.schema);
    const end = { ...filteredEnd(asked, { ...first, ...(refusal && { refusal }) }), repairs: 1 };
    // What may have been spent counts as spent.
    return again === 'unknown' ? { ...end, asides: [undefined] } : end;
  }
  const judging = context.judging && { ...context.judging, repairs: 1 };
  const second = yield* filterAnswer(again.answer, { ...context, judging }, ports, order.call.route.streaming);
  const end = filteredEnd({ ...asked, ...again }, second);
  return { ...end, output: [...first.verdicts, ...end.output], asides, repairs: 1 };
}

async function isRefusedUpstream({ status, body }: ModelAnswer): Promise<boolean> {
  if (status === 200) return false;
  await collectBody(body, maxErrorBytes);
  return true;
}

function contextOf(
  { call: { dialect, application } }: CallOrder,
  { pseudonyms }: AnsweredPrompt,
  judging: AnswerContext['judging'],
): AnswerContext {
  const { guardrail, policy, output } = application;
  return {
    dialect,
    screener: output,
    pseudonyms,
    unreadable: policy.screening.unreadable,
    guardrail,
    entities: policy.screening.output.entities,
    judging,
  };
}

function textsOf(samples: readonly SampledAnswer[]): readonly string[] {
  return samples.flatMap(({ text }) => text ?? []);
}

/** What further answers used; those that Bedrock refused used nothing. */
export async function usagesOf(sampling: Promise<readonly SampledAnswer[]> | undefined): Promise<Asides> {
  return ((await sampling) ?? []).map(({ usage }) => usage);
}
