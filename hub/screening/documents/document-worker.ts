/**
 * The thread in which documents are parsed. A parser may be made to run for minutes or to fill the memory, and nothing in its own thread can stop it: so it has one of its
 * own, without environment, that is ended from outside (`document-thread.ts`). Each request gets a new one: what a hostile document does to a parser's state ends with it.
 */
import { parentPort } from 'node:worker_threads';
import type { DocumentOrder, DocumentOutcome } from './document-thread.ts';
import { TextCollector } from './text-collector.ts';
import { unreadReason } from './unreadable-document.ts';

// Inflates faster than anybody could watch the memory that it takes; without it pdf.js inflates by itself, step by step.
Reflect.deleteProperty(globalThis, 'DecompressionStream');

parentPort?.once('message', (orders: readonly DocumentOrder[]) => {
  void readAll(orders).finally(() => parentPort?.close());
});

async function readAll(orders: readonly DocumentOrder[]): Promise<void> {
  for (const order of orders) {
    const outcome: DocumentOutcome = await readOne(order).catch((error: unknown) => ({ unread: unreadReason(error) }));
    parentPort?.postMessage(outcome);
  }
}

/** Parsers are loaded when their format comes: pdf.js takes 50 ms and 30 MB. */
async function readOne({ format, bytes }: DocumentOrder): Promise<DocumentOutcome> {
  const collector = new TextCollector();
  if (format === 'pdf') {
    const { readPdf } = await import('./pdf-text.ts');
    await readPdf(bytes, collector);
  } else {
    const { readOffice } = await import('./office-text.ts');
    readOffice(bytes, format, collector);
  }
  return { texts: collector.texts() };
}
