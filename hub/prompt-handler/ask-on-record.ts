import type { KeyObject } from 'node:crypto';
import { samplesOf } from '../gateway/admit.ts';
import type { RepairTurn } from '../gateway/dialects/repair-turn.ts';
import type { CallOrder } from '../gateway/handlers.ts';
import type { ModelRuntime } from '../gateway/ports.ts';
import { askAgain, type Reasked } from './ask-again.ts';
import { callOf, passingHeaders } from './model-call.ts';
import { handlePrompt, type Prompt, type PromptOutcome, type PromptPorts } from './prompt-handler.ts';

export interface PromptHandling extends PromptPorts {
  /** The hub's own: whatever is keyed is keyed with it. */
  readonly secret: KeyObject;
}

/**
 * Handles the prompt of an admitted call. Screening may run while the intent is on its way to the disk; a model is invoked only once `durable` has resolved. A fault comes
 * back as a value, because the intent that is on record by then has to be closed.
 */
export async function askOnRecord(
  order: CallOrder,
  { models, guardrails, secret }: PromptHandling,
  durable: () => Promise<unknown>,
): Promise<PromptOutcome> {
  const recorded: ModelRuntime = { invoke: (call) => durable().then(() => models.invoke(call)) };
  try {
    return await handlePrompt(promptOf(order, secret), { models: recorded, guardrails });
  } catch (cause) {
    return { kind: 'faulted', verdicts: [], cause };
  }
}

function promptOf({ call, inbound }: CallOrder, secret: KeyObject): Prompt {
  const { policy, guardrail, rules, input } = call.application;
  return {
    operation: call.route.operation,
    modelId: call.route.modelId,
    request: call.request,
    screener: input,
    entities: policy.screening.input.entities,
    unreadable: policy.screening.unreadable,
    rules,
    guardrail,
    // One secret of the hub serves all that is keyed; the marks' messages are like no other's.
    ...(policy.screening.untrusted === 'delimit' && { spotlight: { secret, application: policy.name } }),
    maxOutputTokens: call.maxOutputTokens,
    samples: samplesOf(call),
    headers: inbound.headers,
  };
}

/**
 * Asks once more for a call that is on record, where the body that was sent is all there is of the first time. It was screened and governed then; what goes beside it is
 * made again.
 */
export function reaskOnRecord(order: CallOrder, turn: RepairTurn, models: ModelRuntime): Promise<Reasked | undefined> {
  const { request, application, route } = order.call;
  const { identifier, version } = application.guardrail;
  const headers = { ...passingHeaders(order.inbound.headers), ...request.attachGuardrail(identifier, version) };
  const call = callOf({ ...route, headers: order.inbound.headers }, order.inbound.body, headers);
  return askAgain(request, call, turn, models);
}
