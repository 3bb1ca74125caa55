import type { Finding } from './parts.ts';

/** Counts findings by type, detector and action: what a record may know of what was found. */
export class FindingTally {
  readonly #findings = new Map<string, { type: string; detector: string; action: Finding['action']; count: number }>();

  add(type: string, detector: string, action: Finding['action'], count = 1): void {
    const key = `${action}\u0000${detector}\u0000${type}`;
    const known = this.#findings.get(key);
    if (known === undefined) this.#findings.set(key, { type, detector, action, count });
    else known.count += count;
  }

  findings(): Finding[] {
    return [...this.#findings.values()].map((finding) => ({ ...finding }));
  }

  has(action: Finding['action']): boolean {
    return this.findings().some((finding) => finding.action === action);
  }
}
