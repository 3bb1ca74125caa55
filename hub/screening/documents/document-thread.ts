import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { BinaryFormat } from './document-format.ts';
import { documentLimits } from './document-limits.ts';
import type { UnreadReason } from './document-source.ts';

export interface DocumentOrder {
  readonly format: BinaryFormat;
  readonly bytes: Uint8Array;
}

export type DocumentOutcome = { readonly texts: readonly string[] } | { readonly unread: UnreadReason };

export interface ThreadLimits {
  /** For all orders together. */
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  readonly bufferMegabytes: number;
}

const megabyte = 1024 * 1024;
const watchMilliseconds = 50;
/** Beside this module, and what this module is: TypeScript here, JavaScript in a bundle. */
const workerModule = new URL(`./document-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Reads documents, one after the other, in a thread that is ended when they are read, when the time is over, or when it takes too much memory. Answers an outcome for
 * each order; never rejects for what a document does. Rejects where the thread could not even begin: then nothing is known of the documents.
 */
export function readInThread(
  orders: readonly DocumentOrder[],
  limits: ThreadLimits = documentLimits,
): Promise<readonly DocumentOutcome[]> {
  const worker = new Worker(workerModule, {
    env: {},
    execArgv: [],
    // Parsers write warnings that may quote the document: nobody reads them.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  const ended = collectOutcomes(worker, orders.length, limits);
  worker.postMessage(orders);
  return ended;
}

/** What the thread answers, filled up with the reason for its end where it ended early. */
function collectOutcomes(worker: Worker, wanted: number, limits: ThreadLimits): Promise<readonly DocumentOutcome[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly DocumentOutcome[]>();
  const outcomes: DocumentOutcome[] = [];
  let reason: UnreadReason = 'damaged';
  let ready = false;
  const stop = (why: UnreadReason) => {
    reason = why;
    void worker.terminate();
  };
  const timer = setTimeout(() => stop('too slow'), limits.milliseconds);
  const watch = setInterval(() => watchMemory(worker, limits, stop), watchMilliseconds);
  worker.on('message', (message: 'ready' | DocumentOutcome) => {
    if (message === 'ready') ready = true;
    else outcomes.push(message);
    if (outcomes.length === wanted) void worker.terminate();
  });
  worker.on('error', (error) => {
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') reason = 'too large';
  });
  worker.on('exit', () => {
    clearTimeout(timer);
    clearInterval(watch);
    if (!ready) return reject(notStarted());
    while (outcomes.length < wanted) outcomes.push({ unread: reason });
    resolve(outcomes);
  });
  return promise;
}

function notStarted(): GatehouseFault {
  return new GatehouseFault(
    'screening_failed',
    'The thread that reads documents could not begin.',
    'Check the installation of the hub and the load of its machine.',
  );
}

/** V8 limits the heap of a thread; array buffers, into which parsers inflate, are outside of it. */
function watchMemory(worker: Worker, limits: ThreadLimits, stop: (reason: UnreadReason) => void): void {
  worker.getHeapStatistics().then(
    (statistics) => {
      if (statistics.external_memory > limits.bufferMegabytes * megabyte) stop('too large');
    },
    // It has ended meanwhile.
    () => undefined,
  );
}
