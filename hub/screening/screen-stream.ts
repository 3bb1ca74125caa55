import type { PartKind, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { StreamScreener } from './screener.ts';
import type { SpanScan } from './span-scan.ts';
import { guarded, type ScreeningPlan, TextScreening } from './text-screening.ts';
import type { TopicJudge } from './topics.ts';

/** Releases text as soon as no finding can begin or end in it. */
export class PipedStream implements StreamScreener {
  readonly #pointer: string;
  readonly #screening: TextScreening;
  readonly #scan: SpanScan;
  readonly #topics: TopicJudge | undefined;
  #topicMet = false;
  #broken = false;

  constructor(plan: ScreeningPlan, pointer: string, kind: PartKind, pseudonyms: Pseudonyms) {
    this.#pointer = pointer;
    this.#screening = new TextScreening(plan, kind, pseudonyms);
    this.#scan = this.#screening.openScan();
    this.#topics = this.#screening.openTopics();
  }

  push(text: string): string {
    return this.#unlessStopped(() => {
      this.#topics?.read(text);
      return this.#afterTopics(this.#topics?.met, () => this.#scan.push(text));
    });
  }

  flush(): string {
    return this.#unlessStopped(() => this.#afterTopics(this.#topics?.end(), () => this.#scan.finish()));
  }

  verdict(): PartVerdict {
    return this.#screening.verdict(this.#pointer);
  }

  /** After a fault the state is half changed: nothing more is released. */
  #unlessStopped(step: () => string): string {
    if (this.#topicMet || this.#broken) return '';
    this.#broken = true;
    const released = guarded(step);
    this.#broken = false;
    return released;
  }

  #afterTopics(met: ReadonlySet<string> | undefined, release: () => string): string {
    if (met !== undefined && met.size > 0) {
      this.#topicMet = true;
      this.#screening.addTopics(met);
      return '';
    }
    return release();
  }
}

/** Holds everything until the end and judges it whole. */
export class HeldStream implements StreamScreener {
  readonly #pointer: string;
  readonly #screening: TextScreening;
  #pieces: string[] = [];

  constructor(plan: ScreeningPlan, pointer: string, kind: PartKind, pseudonyms: Pseudonyms) {
    this.#pointer = pointer;
    this.#screening = new TextScreening(plan, kind, pseudonyms);
  }

  push(text: string): string {
    this.#pieces.push(text);
    return '';
  }

  flush(): string {
    const text = this.#pieces.join('');
    this.#pieces = [];
    const masked = this.#screening.whole(text);
    return this.verdict().verdict === 'blocked' ? '' : masked;
  }

  verdict(): PartVerdict {
    return this.#screening.verdict(this.#pointer);
  }
}
