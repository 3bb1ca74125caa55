import type { Part, PartKind, PartVerdict } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import type { Screener, StreamScreener } from '../screening/screener.ts';

/** A screener that does not throw: where a detector breaks, the part has a verdict that says so, nothing is released, and the usage of the call is still read. */
export function failClosed(screener: Screener): Screener {
  return {
    screen(part, pseudonyms) {
      try {
        return screener.screen(part, pseudonyms);
      } catch {
        // What was thrown may quote content; the record says that this part was not screened.
        return failed(part);
      }
    },
    stream: (pointer, kind, pseudonyms) => new FailClosedStream(screener, { pointer, kind }, pseudonyms),
  };
}

class FailClosedStream implements StreamScreener {
  readonly #place: { readonly pointer: string; readonly kind: PartKind };
  readonly #inner: StreamScreener;
  #failed = false;

  constructor(
    screener: Screener,
    place: { readonly pointer: string; readonly kind: PartKind },
    pseudonyms?: Pseudonyms,
  ) {
    this.#place = place;
    this.#inner = screener.stream(place.pointer, place.kind, pseudonyms);
  }

  push(text: string): string {
    return this.#unlessFailed(() => this.#inner.push(text));
  }

  flush(): string {
    return this.#unlessFailed(() => this.#inner.flush());
  }

  verdict(): PartVerdict {
    return this.#failed ? failed(this.#place) : this.#inner.verdict();
  }

  #unlessFailed(step: () => string): string {
    if (this.#failed) return '';
    try {
      return step();
    } catch {
      this.#failed = true;
      return '';
    }
  }
}

function failed({ pointer, kind }: Pick<Part, 'pointer' | 'kind'>): PartVerdict {
  return { pointer, kind, verdict: 'not_run', findings: [], reason: 'a detector failed', failed: true };
}
