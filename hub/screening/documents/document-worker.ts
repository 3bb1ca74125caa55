/**
 * The thread in which documents are parsed. A parser may be made to run for minutes or to fill the memory, and nothing in its own thread can stop it: so it has one of its
 * own, without environment, that is ended from outside (`document-thread.ts`). Each request gets a new one: what a hostile document does to a parser's state ends with it.
 */
import { parentPort } from 'node:worker_threads';
import type { BinaryFormat } from './document-format.ts';
import type { DocumentOrder, DocumentOutcome } from './document-thread.ts';
import { TextCollector } from './text-collector.ts';
import { unreadReason } from './unreadable-document.ts';

// Inflates faster than anybody could watch the memory that it takes; without it pdf.js inflates by itself, step by step.
Reflect.deleteProperty(globalThis, 'DecompressionStream');

parentPort?.once('message', (orders: readonly DocumentOrder[]) => {
  void readAll(orders).finally(() => parentPort?.close());
});

/** Parsers are loaded when their format comes: pdf.js takes 50 ms and 30 MB. One that cannot be loaded ends the thread before it is ready, for that is no document's fault. */
async function readAll(orders: readonly DocumentOrder[]): Promise<void> {
  const readers = new Map<BinaryFormat, Reader>();
  for (const { format } of orders) readers.set(format, await loadReader(format));
  parentPort?.postMessage('ready');
  for (const order of orders) {
    const outcome = await readOne(order, readers).catch((error: unknown) => ({ unread: unreadReason(error) }));
    parentPort?.postMessage(outcome);
  }
}

type Reader = (bytes: Uint8Array, collector: TextCollector) => Promise<void>;

async function loadReader(format: BinaryFormat): Promise<Reader> {
  if (format === 'pdf') return (await import('./pdf-text.ts')).readPdf;
  const { readOffice } = await import('./office-text.ts');
  return async (bytes, collector) => readOffice(bytes, format, collector);
}

async function readOne(
  { format, bytes }: DocumentOrder,
  readers: ReadonlyMap<BinaryFormat, Reader>,
): Promise<DocumentOutcome> {
  const collector = new TextCollector();
  await readers.get(format)?.(bytes, collector);
  return { texts: collector.texts() };
}
