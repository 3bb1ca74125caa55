/** The stand-in in a worker thread: orders go by message, answers come back with the order's number. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { SettingsChange } from './settings.ts';
import type { StandIn } from './stand-in.ts';
import type { RecordedCall } from './state.ts';

export type Order =
  | { readonly id: number; readonly kind: 'configure'; readonly change: SettingsChange }
  | { readonly id: number; readonly kind: 'calls' }
  | { readonly id: number; readonly kind: 'close' };

/** An order without its number. `Omit` would merge the members of the union. */
type Wish = Order extends infer Each ? (Each extends Order ? Omit<Each, 'id'> : never) : never;

export interface OrderAnswer {
  readonly id: number;
  readonly calls?: readonly RecordedCall[];
  readonly failed?: string;
}

export type Started = { readonly url: string } | { readonly failed: string; readonly remedy: string };

export async function startInThread(port: number): Promise<StandIn> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { port } });
  const [started] = (await once(worker, 'message')) as [Started];
  if ('failed' in started) {
    await worker.terminate();
    throw new GatehouseFault('port_in_use', started.failed, started.remedy);
  }
  const ask = orders(worker);
  return {
    url: started.url,
    configure: async (change) => {
      await ask({ kind: 'configure', change });
    },
    calls: async () => (await ask({ kind: 'calls' })).calls ?? [],
    close: async () => {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}

function orders(worker: Worker): (wish: Wish) => Promise<OrderAnswer> {
  const waiting = new Map<number, PromiseWithResolvers<OrderAnswer>>();
  let lastId = 0;
  worker.on('message', (answer: OrderAnswer) => {
    const pending = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.failed === undefined) pending?.resolve(answer);
    else pending?.reject(new Error(answer.failed));
  });
  // A thread that dies answers nothing more: whoever waits must hear of it.
  worker.on('error', (cause) => {
    for (const pending of waiting.values()) pending.reject(cause);
    waiting.clear();
  });
  return (wish) => {
    const id = ++lastId;
    const pending = Promise.withResolvers<OrderAnswer>();
    waiting.set(id, pending);
    worker.postMessage({ ...wish, id });
    return pending.promise;
  };
}
