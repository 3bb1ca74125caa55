import type { KeyObject } from 'node:crypto';
import { GatehouseFault } from '../../../shared/errors.ts';
import { askOnRecord, reaskOnRecord } from '../../prompt-handler/ask-on-record.ts';
import type { PromptPorts } from '../../prompt-handler/prompt-handler.ts';
import type { GovernedPolicy } from '../governed-policy.ts';
import type { CallOrder, IntentCheck } from '../handlers.ts';
import type { ModelRuntime } from '../ports.ts';
import { encodeFault } from './fault-payload.ts';
import { encodeFrame } from './frame.ts';
import { type RepairOrder, readOrder } from './order-payload.ts';
import { isSealed } from './repair-seal.ts';
import { writeOutcome, writeReasked } from './write-outcome.ts';

export interface PromptHandlerPorts<Policy extends GovernedPolicy = GovernedPolicy> {
  /** The bundle of a hash; rejects where the hub must not decide by it (any more). */
  readonly policyFor: (hash: string) => Promise<Policy>;
  /** Models and guardrails as this call's application may ask them. */
  readonly bedrockFor: (order: CallOrder, policy: Policy) => PromptPorts;
  readonly intents: IntentCheck;
  /** The hub's own, for marks and seals; the response filter must not have it. */
  readonly secret: KeyObject;
}

/**
 * The prompt handler as a function: takes an order, writes frames. It asks no model before it has found the call's intent itself.
 * @param payload what the response filter sent, parsed. Never rejects: what breaks is written.
 */
export async function* servePromptHandler<Policy extends GovernedPolicy>(
  payload: unknown,
  ports: PromptHandlerPorts<Policy>,
): AsyncGenerator<Uint8Array, void> {
  try {
    const { order, policy, repair } = await readOrder(payload, ports.policyFor);
    const bedrock = ports.bedrockFor(order, policy);
    if (repair === undefined) yield* answerFirst(order, bedrock, ports);
    else yield* answerAgain(order, repair, bedrock.models, ports);
  } catch (error) {
    yield encodeFrame('fault', encodeFault(error));
  }
}

type HandlingPorts = Pick<PromptHandlerPorts, 'intents' | 'secret'>;

async function* answerFirst(
  order: CallOrder,
  bedrock: PromptPorts,
  { intents, secret }: HandlingPorts,
): AsyncGenerator<Uint8Array> {
  const outcome = await askOnRecord(
    order,
    { ...bedrock, secret },
    once(() => intents.requireIntent(order)),
  );
  yield* writeOutcome(outcome, order, secret);
}

async function* answerAgain(
  order: CallOrder,
  { answer, instruction, seal }: RepairOrder,
  models: ModelRuntime,
  { intents, secret }: HandlingPorts,
): AsyncGenerator<Uint8Array> {
  if (!isSealed(order, seal, secret)) throw notOurs();
  await intents.requireIntent(order);
  yield* writeReasked(await reaskOnRecord(order, { answer, instruction }, models));
}

/** Samples ask side by side with the call itself; its intent is looked for once. */
function once(look: () => Promise<void>): () => Promise<void> {
  let looking: Promise<void> | undefined;
  return () => {
    looking ??= look();
    return looking;
  };
}

function notOurs(): GatehouseFault {
  return new GatehouseFault(
    'screening_failed',
    'A model was to be asked again with a body that this function did not screen for this call.',
    'Find out who invoked this function: the response filter passes on what it was given.',
  );
}
