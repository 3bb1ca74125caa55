/** From a model's answer to how the call ended: the response filter, what the answer is judged to be, and the repair round where there is one. */
import { askAgain } from '../prompt-handler/ask-again.ts';
import type { PromptOutcome } from '../prompt-handler/prompt-handler.ts';
import type { AnswerContext, FilteredEnd } from '../response-filter/answer-context.ts';
import { schemaRefusal } from '../response-filter/judgement/messages.ts';
import { filterAnswer } from '../response-filter/response-filter.ts';
import { readSamples, type SampledAnswer } from '../response-filter/sample-answers.ts';
import { collectBody } from '../response-filter/whole-answer.ts';
import { type CallEnd, filteredEnd, upstreamErrorEnd, usageOf } from './call-end.ts';
import type { Faces } from './faces.ts';
import type { GovernedCall } from './governed-call.ts';
import { judgingOf } from './judging-of.ts';
import type { ModelAnswer } from './ports.ts';

type Answered = Extract<PromptOutcome, { kind: 'answered' }>;

/** Bodies of Bedrock's errors are short. */
const maxErrorBytes = 65_536;

/** Yields what may leave at once, and returns the end. `released` collects what has left. */
export async function* answerEnd(
  governed: GovernedCall,
  asked: Answered,
  released: readonly Uint8Array[],
): AsyncGenerator<Faces, CallEnd> {
  const { call, known } = governed;
  const sampling = asked.samples.length === 0 ? undefined : readSamples(asked.samples, call.dialect);
  if (asked.answer.status !== 200) {
    const end = upstreamErrorEnd(asked, await collectBody(asked.answer.body, maxErrorBytes));
    return { ...end, asides: await usagesOf(sampling) };
  }
  const judging = judgingOf(call, known, sampling?.then(textsOf));
  const context = contextOf(governed, asked, judging);
  const filtered = yield* filterAnswer(asked.answer, context, governed.hub, call.route.streaming);
  const decision = filtered.judgement?.decision;
  const end =
    decision?.kind === 'repair'
      ? yield* repairedEnd({ governed, asked, context, released }, filtered, decision.instruction)
      : filteredEnd(asked, filtered, released);
  return { ...end, asides: [...(end.asides ?? []), ...(await usagesOf(sampling))] };
}

interface Repairing {
  readonly governed: GovernedCall;
  readonly asked: Answered;
  readonly context: AnswerContext;
  readonly released: readonly Uint8Array[];
}

/** Asks once more. Where the model cannot be asked, the first answer stands, and it does not satisfy its schema. */
async function* repairedEnd(
  { governed, asked, context, released }: Repairing,
  first: FilteredEnd,
  instruction: string,
): AsyncGenerator<Faces, CallEnd> {
  const { call, hub } = governed;
  const turn = { answer: first.rejected ?? '', instruction };
  const again = await askAgain(call.request, asked.call, turn, hub.models).catch(() => undefined);
  const asides = [usageOf(asked, first)];
  if (again === undefined || (await isRefusedUpstream(again.answer))) {
    const refusal = first.judgement && schemaRefusal(first.judgement.schema);
    return { ...filteredEnd(asked, { ...first, ...(refusal && { refusal }) }, released), repairs: 1 };
  }
  const judging = context.judging && { ...context.judging, repairs: 1 };
  const second = yield* filterAnswer(again.answer, { ...context, judging }, hub, call.route.streaming);
  const end = filteredEnd({ ...asked, ...again }, second, released);
  return { ...end, output: [...first.verdicts, ...end.output], asides, repairs: 1 };
}

async function isRefusedUpstream({ status, body }: ModelAnswer): Promise<boolean> {
  if (status === 200) return false;
  await collectBody(body, maxErrorBytes);
  return true;
}

function contextOf(
  { call: { dialect, application } }: GovernedCall,
  { pseudonyms }: Answered,
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
export async function usagesOf(
  sampling: Promise<readonly SampledAnswer[]> | undefined,
): Promise<NonNullable<CallEnd['asides']>> {
  return ((await sampling) ?? []).map(({ usage }) => usage);
}
