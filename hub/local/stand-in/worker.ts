/** The stand-in's worker thread: serves, and takes orders from the thread that started it. */
import { parentPort, workerData } from 'node:worker_threads';
import { GatehouseFault } from '../../../shared/errors.ts';
import { serve } from './server.ts';
import { StandInState } from './state.ts';
import type { Order, OrderAnswer, Started } from './thread.ts';

const port = parentPort;
if (port === null) {
  throw new GatehouseFault(
    'usage',
    'worker.ts runs in a worker thread only.',
    'Call startStandIn of start.ts instead.',
  );
}

function say(message: Started | OrderAnswer): void {
  port?.postMessage(message);
}

const state = new StandInState();
const { port: tcpPort } = workerData as { port: number };

try {
  const server = await serve(state, tcpPort);
  port.on('message', (order: Order) => {
    carryOut(order, () => server.close()).then(say, (error: unknown) => say({ id: order.id, failed: String(error) }));
  });
  say({ url: server.url });
} catch (error) {
  const fault = error instanceof GatehouseFault ? error : undefined;
  const { message, remedy } = fault ?? { message: String(error), remedy: '' };
  say({ failed: message.replace(` ${remedy}`, ''), remedy });
}

async function carryOut(order: Order, close: () => Promise<void>): Promise<OrderAnswer> {
  if (order.kind === 'calls') return { id: order.id, calls: state.calls() };
  if (order.kind === 'configure') state.configure(order.change);
  else await close();
  return { id: order.id };
}
