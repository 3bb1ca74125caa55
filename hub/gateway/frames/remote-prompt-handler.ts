import { isRefusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Reasked } from '../../prompt-handler/ask-again.ts';
import type { PromptOutcome } from '../../prompt-handler/prompt-handler.ts';
import type { CallOrder, PromptHandler } from '../handlers.ts';
import { encodeOrder, type RepairOrder } from './order-payload.ts';
import { readingFrames } from './read-frames.ts';
import { type AskAgainBy, readOutcome, readReasked } from './read-outcome.ts';
import type { HandlerTransport } from './transport.ts';

/** The prompt handler as another function. */
export function remotePromptHandler(transport: HandlerTransport): PromptHandler {
  return { ask: (order) => ask(order, transport) };
}

async function ask(order: CallOrder, transport: HandlerTransport): Promise<PromptOutcome> {
  const payload = encodeOrder(order);
  if (isRefusal(payload)) return { kind: 'refused', verdicts: [], refusal: payload };
  let stream: AsyncIterable<Uint8Array>;
  try {
    stream = await transport.invoke(payload);
  } catch (cause) {
    return { kind: 'faulted', verdicts: [], cause };
  }
  const askAgainBy: AskAgainBy =
    ({ sent, seal }) =>
    (turn) =>
      askAgain({ ...order, inbound: { ...order.inbound, body: sent } }, { ...turn, seal }, transport);
  try {
    return await readingFrames(stream, (frames) => readOutcome(frames, askAgainBy));
  } catch (cause) {
    // It had begun, and whether it had asked a model it did not say.
    return { kind: 'faulted', verdicts: [], cause, perhapsAsked: true };
  }
}

async function askAgain(
  order: CallOrder,
  repair: RepairOrder,
  transport: HandlerTransport,
): Promise<Reasked | 'unknown' | undefined> {
  const payload = encodeOrder(order, repair);
  if (isRefusal(payload)) {
    throw new GatehouseFault('model_unavailable', 'The repair round is too large to be asked for.', payload.message);
  }
  const stream = await transport.invoke(payload);
  const head = await readingFrames(stream, readReasked).catch(() => 'unknown' as const);
  if (head instanceof Error) throw head;
  return head;
}
