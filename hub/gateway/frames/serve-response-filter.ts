import { handleCall } from '../../response-filter/handle-call.ts';
import type { GovernedPolicy } from '../governed-policy.ts';
import type { PromptHandler } from '../handlers.ts';
import type { Guardrails } from '../ports.ts';
import { encodeFault } from './fault-payload.ts';
import { encodeFrame } from './frame.ts';
import { readOrder } from './order-payload.ts';
import { writeHandled } from './write-handled.ts';

export interface ResponseFilterPorts {
  /** The bundle of a hash; rejects where the hub must not decide by it (any more). */
  readonly policyFor: (hash: string) => Promise<GovernedPolicy>;
  readonly prompts: PromptHandler;
  readonly guardrails: Guardrails;
}

/**
 * The response filter as a function: takes an order, writes frames. To be read to its end even where nobody takes it any more, because the model is always drained.
 * @param payload what the gateway sent, parsed. Never rejects: what breaks is written, and nothing after it.
 */
export async function* serveResponseFilter(
  payload: unknown,
  { policyFor, prompts, guardrails }: ResponseFilterPorts,
): AsyncGenerator<Uint8Array, void> {
  try {
    const { order } = await readOrder(payload, policyFor);
    yield* writeHandled(await handleCall(order, prompts, { guardrails }));
  } catch (error) {
    yield encodeFrame('fault', encodeFault(error));
  }
}
