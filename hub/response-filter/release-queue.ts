import type { Faces } from '../gateway/faces.ts';

/** A place in the order of a stream, kept for text that is still being judged. */
export interface HeldPlace {
  /** What of the text may leave, once everything before it has. */
  readonly released: Faces[];
  /** Set to false when no more text comes here: what stands behind may leave then. */
  open: boolean;
}

type Entry = Faces | HeldPlace | (() => void);

/**
 * Frames in the order in which they must leave. Text that is held keeps its place: what came before it has left, what comes after waits, however many
 * channels are interleaved.
 */
export class ReleaseQueue {
  readonly #entries: Entry[] = [];

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** Puts a frame at the end. */
  append(frame: Faces): void {
    this.#entries.push(frame);
  }

  /** Keeps a place at the end. */
  hold(): HeldPlace {
    const place: HeldPlace = { released: [], open: true };
    this.#entries.push(place);
    return place;
  }

  /** Runs `action` when everything before it has left: at once where nothing waits. */
  afterwards(action: () => void): void {
    if (this.empty) action();
    else this.#entries.push(action);
  }

  /** Takes out what may leave now. */
  take(): readonly Faces[] {
    const leaving: Faces[] = [];
    let done = 0;
    for (const entry of this.#entries) {
      if (typeof entry === 'function') entry();
      else if ('shown' in entry) leaving.push(entry);
      else {
        leaving.push(...entry.released.splice(0));
        if (entry.open) break;
      }
      done++;
    }
    this.#entries.splice(0, done);
    return leaving;
  }
}
