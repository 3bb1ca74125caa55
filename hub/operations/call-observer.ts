import type { CompletionRecord, IntentRecord } from '../audit/record.ts';

/** How long the steps of a call took, in milliseconds. */
export interface CallTimings {
  /** From the arrival of the request to the end of its evidence. */
  readonly totalMs: number;
  /** To the first part of the answer that may leave; null where none did before the end. */
  readonly firstPieceMs: number | null;
  /** What writing the intent, and content and completion, took. */
  readonly intentMs: number;
  readonly completionMs: number;
}

export interface ObservedCall {
  readonly intent: IntentRecord;
  readonly completion: CompletionRecord;
  readonly timings: CallTimings;
}

/** Somebody who is told of each call at its end. Telling is synchronous, never delays an answer and never throws. */
export interface CallObserver {
  /** Both records are durable. */
  onCall(call: ObservedCall): void;
  /** The completion could not be written: nothing more was answered, and the intent stands alone. */
  onUnrecorded(application: string | null, atMs: number): void;
  /** Something broke. The caller is told what cannot be done just now; why is for who runs the hub. Its causes may quote content: only a GatehouseFault's own message may be shown. */
  onFault(fault: unknown, recordId: string): void;
}
