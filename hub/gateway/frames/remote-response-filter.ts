import { isRefusal, type Refusal } from '../../../shared/contract/refusals.ts';
import { refusedEnd } from '../call-end.ts';
import type { Faces } from '../faces.ts';
import type { CallOrder, FaultedCall, Handled, HandledEnd, Handlers } from '../handlers.ts';
import { encodeOrder } from './order-payload.ts';
import { readingFrames } from './read-frames.ts';
import { readHandled } from './read-handled.ts';
import type { HandlerTransport } from './transport.ts';

/** Both handlers as other functions: the response filter is asked, and asks the prompt handler. That finds the intent of the call itself, so nothing here waits for it. */
export function remoteResponseFilter(transport: HandlerTransport): Handlers {
  return { handle: (order) => handle(order, transport) };
}

async function handle(order: CallOrder, transport: HandlerTransport): Promise<Handled> {
  const payload = encodeOrder(order);
  if (isRefusal(payload)) return { kind: 'refused', verdicts: [], engine: undefined, answer: refused(payload) };
  let stream: AsyncIterable<Uint8Array>;
  try {
    stream = await transport.invoke(payload);
  } catch (cause) {
    return faulted(cause, []);
  }
  try {
    return await readingFrames(stream, readHandled);
  } catch (cause) {
    // It had begun, and whether a model was asked it did not say: what may have been spent counts as spent.
    return faulted(cause, [undefined]);
  }
}

function faulted(cause: unknown, asides: FaultedCall['asides']): FaultedCall {
  return { kind: 'faulted', verdicts: [], engine: undefined, cause, asides };
}

/** Nothing leaves of a call that was refused. */
function refused(refusal: Refusal): AsyncGenerator<Faces, HandledEnd> {
  const nothing: readonly Faces[] = [];
  return (async function* () {
    yield* nothing;
    return refusedEnd(refusal);
  })();
}
