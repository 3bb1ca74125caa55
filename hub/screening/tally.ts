import type { Finding } from './parts.ts';

type Counted = { -readonly [Field in keyof Finding]: Finding[Field] };

/** Counts findings by type, detector and action: what a record may know of what was found. */
export class FindingTally {
  readonly #findings = new Map<string, Counted>();
  /** The same kind is mostly found again and again. */
  #last: Counted | undefined;

  add(type: string, detector: string, action: Finding['action'], count = 1): void {
    this.#counted(type, detector, action).count += count;
  }

  /** Of many attacks in one part the most certain one gives the score; reasons add up. */
  addAttack(action: Finding['action'], score: number, reasons: readonly string[]): void {
    const counted = this.#counted('PROMPT_ATTACK', 'prompt-attack', action);
    counted.count += 1;
    counted.score = Math.max(counted.score ?? 0, score);
    counted.reasons = [...new Set([...(counted.reasons ?? []), ...reasons])];
  }

  findings(): Finding[] {
    return [...this.#findings.values()].map((finding) => ({ ...finding }));
  }

  has(action: Finding['action']): boolean {
    for (const finding of this.#findings.values()) if (finding.action === action) return true;
    return false;
  }

  #counted(type: string, detector: string, action: Finding['action']): Counted {
    const last = this.#last;
    if (last?.type === type && last.detector === detector && last.action === action) return last;
    const key = `${action}\u0000${detector}\u0000${type}`;
    const counted = this.#findings.get(key) ?? { type, detector, action, count: 0 };
    this.#findings.set(key, counted);
    this.#last = counted;
    return counted;
  }
}
