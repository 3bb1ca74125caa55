import type { UnreadReason } from './document-source.ts';

/** Thrown while a document is read: it cannot be. Says nothing of what stands in it. */
export class UnreadableDocument extends Error {
  readonly reason: UnreadReason;

  constructor(reason: UnreadReason) {
    super(`The document cannot be read: ${reason}.`);
    this.name = 'UnreadableDocument';
    this.reason = reason;
  }
}

/** The reason to record; an error that a parser threw means damage, and its message, which may quote the document, goes nowhere. */
export function unreadReason(error: unknown): UnreadReason {
  return error instanceof UnreadableDocument ? error.reason : 'damaged';
}
