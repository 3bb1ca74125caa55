/** The response filter's part of a call: asks the prompt handler, and turns whatever comes of it into what may leave and how it ended. */
import { refusedEnd } from '../gateway/call-end.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { CallOrder, FaultedCall, Handled, HandledEnd, PromptHandler, Upstream } from '../gateway/handlers.ts';
import type { AnsweredPrompt, PromptOutcome } from '../prompt-handler/prompt-handler.ts';
import type { FilterPorts } from './answer-context.ts';
import { answerEnd, usagesOf } from './answer-end.ts';
import { blockedPromptEnd } from './handled-end.ts';
import { readSamples } from './sample-answers.ts';

type FaultedPrompt = Extract<PromptOutcome, { kind: 'faulted' }>;

export async function handleCall(order: CallOrder, prompts: PromptHandler, ports: FilterPorts): Promise<Handled> {
  const { engine } = ports.guardrails;
  const prompt = await prompts.ask(order);
  if (prompt.kind === 'faulted') return { ...(await faultedCall(prompt, order)), engine };
  const { kind, verdicts } = prompt;
  const handled = { kind, verdicts, engine, answer: endOf(order, prompt, ports) };
  return prompt.kind === 'answered' ? { ...handled, upstream: upstreamOf(prompt) } : handled;
}

/** The model could not be asked; where it was asked for samples all the same, those are paid for. */
async function faultedCall(
  { verdicts, cause, samples = [], perhapsAsked }: FaultedPrompt,
  { call }: CallOrder,
): Promise<Omit<FaultedCall, 'engine'>> {
  const sampled = await usagesOf(readSamples(samples, call.dialect));
  // What may have been spent counts as spent.
  return { kind: 'faulted', verdicts, cause, asides: perhapsAsked === true ? [undefined, ...sampled] : sampled };
}

function upstreamOf({ answer: { status, headers, requestId }, sent }: AnsweredPrompt): Upstream {
  return { status, headers, requestId, sent };
}

async function* endOf(
  order: CallOrder,
  prompt: Exclude<PromptOutcome, FaultedPrompt>,
  ports: FilterPorts,
): AsyncGenerator<Faces, HandledEnd> {
  if (prompt.kind === 'answered') return yield* answerEnd(order, prompt, ports);
  if (prompt.kind === 'refused') return refusedEnd(prompt.refusal, prompt.verdicts);
  const { dialect, application, route } = order.call;
  const message = application.guardrail.blockedInputMessage;
  const blocked = route.streaming ? dialect.blockedStream(message, undefined) : [dialect.blockedAnswer(message)];
  return blockedPromptEnd(prompt.verdicts, blocked.map(alike));
}
