import type { Frontier } from './frontier.ts';
import type { KnownCheckpoint } from './known-checkpoints.ts';
import type { Findings } from './log-report.ts';
import { hashText } from './tree-hash.ts';

interface Mismatch {
  readonly checkpoint: KnownCheckpoint;
  readonly computed: string;
}

/** Holds the roots that were signed against those of the growing tree. */
export class SignedRoots {
  readonly #known: readonly KnownCheckpoint[];
  readonly #mismatches: Mismatch[] = [];
  #next = 0;
  #matched = 0;
  #largestMatched = -1;

  /** @param known the smallest first */
  constructor(known: readonly KnownCheckpoint[]) {
    this.#known = known;
  }

  /** To be called at every size. */
  compare(tree: Frontier): void {
    let computed: string | undefined;
    for (;;) {
      const checkpoint = this.#known[this.#next];
      if (checkpoint?.size !== tree.size) return;
      this.#next += 1;
      computed ??= hashText(tree.root());
      if (checkpoint.root === computed) {
        this.#matched += 1;
        this.#largestMatched = tree.size;
      } else this.#mismatches.push({ checkpoint, computed });
    }
  }

  /** Answers how many matched. */
  report(findings: Findings): number {
    for (const { checkpoint, computed } of this.#mismatches) {
      const { file, size, root } = checkpoint;
      // Where a larger tree has the root that was signed, nothing in this smaller one was altered since: another one was signed.
      const forked = size <= this.#largestMatched;
      const message = forked
        ? `What was signed at size ${size} is not how the log began that was signed later.`
        : `The first ${size} entries do not have the root that was signed.`;
      findings.add({ kind: forked ? 'forked' : 'altered', file, message, says: root, expected: computed });
    }
    return this.#matched;
  }
}
