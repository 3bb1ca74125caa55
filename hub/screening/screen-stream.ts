import type { PartKind, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { StreamScreener } from './screener.ts';
import { detectorFailed, failedVerdict, maxPartLength, tooLarge } from './screening-failure.ts';
import type { SpanScan } from './span-scan.ts';
import { type ScreeningPlan, TextScreening } from './text-screening.ts';
import type { TopicJudge } from './topics.ts';

/** What both kinds of streams do where screening fails: nothing more is released, and the verdict says why. */
abstract class FailingClosed implements StreamScreener {
  protected readonly screening: TextScreening;
  readonly #place: { readonly pointer: string; readonly kind: PartKind };
  #length = 0;
  #failure: string | undefined;

  constructor(plan: ScreeningPlan, pointer: string, kind: PartKind, pseudonyms: Pseudonyms) {
    this.#place = { pointer, kind };
    this.screening = new TextScreening(plan, kind, pseudonyms);
  }

  push(text: string): string {
    this.#length += text.length;
    if (this.#length > maxPartLength) this.#failure ??= tooLarge;
    return this.#unlessFailed(() => this.take(text));
  }

  flush(): string {
    return this.#unlessFailed(() => this.end());
  }

  verdict(): PartVerdict {
    const verdict = this.screening.verdict(this.#place.pointer);
    // What is blocked stays blocked: nothing of it leaves in either case, and a block says more.
    if (this.#failure === undefined || verdict.verdict === 'blocked') return verdict;
    return failedVerdict(this.#place, this.#failure, verdict.findings);
  }

  protected abstract take(text: string): string;
  protected abstract end(): string;

  /** After a failure the state is half changed: nothing more is released. What was thrown may quote content, and goes no further. */
  #unlessFailed(step: () => string): string {
    if (this.#failure !== undefined) return '';
    try {
      return step();
    } catch {
      this.#failure = detectorFailed;
      return '';
    }
  }
}

/** Releases text as soon as no finding can begin or end in it. */
export class PipedStream extends FailingClosed {
  readonly #scan: SpanScan;
  readonly #topics: TopicJudge | undefined;
  #topicMet = false;

  constructor(plan: ScreeningPlan, pointer: string, kind: PartKind, pseudonyms: Pseudonyms) {
    super(plan, pointer, kind, pseudonyms);
    this.#scan = this.screening.openScan();
    this.#topics = this.screening.openTopics();
  }

  protected override take(text: string): string {
    if (this.#topicMet) return '';
    this.#topics?.read(text);
    return this.#afterTopics(this.#topics?.met, () => this.#scan.push(text));
  }

  protected override end(): string {
    if (this.#topicMet) return '';
    return this.#afterTopics(this.#topics?.end(), () => this.#scan.finish());
  }

  #afterTopics(met: ReadonlySet<string> | undefined, release: () => string): string {
    if (met === undefined || met.size === 0) return release();
    this.#topicMet = true;
    this.screening.addTopics(met);
    return '';
  }
}

/** Holds everything until the end and judges it whole. */
export class HeldStream extends FailingClosed {
  #pieces: string[] = [];

  protected override take(text: string): string {
    this.#pieces.push(text);
    return '';
  }

  protected override end(): string {
    const text = this.#pieces.join('');
    this.#pieces = [];
    const masked = this.screening.whole(text);
    return this.verdict().verdict === 'blocked' ? '' : masked;
  }
}
