import type { Findings } from '../log/log-report.ts';
import type { EvidenceFinding } from './evidence-report.ts';

/** A record as the log or a pack has it: by whom it is known, and its hash. */
export interface RecordMark {
  readonly recordId: string;
  readonly type: string;
  readonly hash: string;
}

export interface Compared {
  /** Path of the pack. */
  readonly file: string;
  /** Index in the log of the first of `sealed`. */
  readonly first: number;
  readonly sealed: readonly RecordMark[];
  readonly packed: readonly RecordMark[];
  /** Whether parts of the pack could not be read, which is on the list already. */
  readonly damaged: boolean;
}

/** Lists in what a pack differs from what was sealed of it: the log is what was signed, so it is right. */
export function comparePack(compared: Compared, findings: Findings<EvidenceFinding>): void {
  const { file, first, sealed, packed, damaged } = compared;
  if (isSame(sealed, packed)) return;
  const left = new Map<string, string[]>();
  for (const mark of packed) left.set(nameOf(mark), [...(left.get(nameOf(mark)) ?? []), mark.hash]);
  let differences = 0;
  const report = (kind: 'altered' | 'removed' | 'inserted', finding: Omit<EvidenceFinding, 'kind' | 'file'>) => {
    differences += 1;
    findings.add({ kind, file, ...finding });
  };
  for (const [place, mark] of sealed.entries()) {
    const { recordId, type, hash } = mark;
    const hashes = left.get(nameOf(mark)) ?? [];
    const at = hashes.indexOf(hash);
    const other = hashes.splice(Math.max(at, 0), 1)[0];
    if (at >= 0) continue;
    const where = { index: first + place, recordId };
    if (other !== undefined)
      report('altered', {
        ...where,
        message: `The ${type} is not the one that was sealed.`,
        says: other,
        expected: hash,
      });
    else if (!damaged)
      report('removed', { ...where, message: `The ${type} that was sealed is not in its pack.`, expected: hash });
    else differences += 1;
  }
  for (const [name, hashes] of left) {
    for (const hash of hashes)
      report('inserted', {
        recordId: name.slice(name.indexOf(' ') + 1),
        message: 'The record was never sealed.',
        says: hash,
      });
  }
  if (differences > 0) return;
  const place = sealed.findIndex(({ hash }, at) => packed[at]?.hash !== hash);
  findings.add({
    kind: 'reordered',
    file,
    index: first + place,
    message: 'The records are in another order than they were sealed in.',
  });
}

function isSame(one: readonly RecordMark[], other: readonly RecordMark[]): boolean {
  return one.length === other.length && one.every(({ hash }, at) => other[at]?.hash === hash);
}

function nameOf({ type, recordId }: RecordMark): string {
  return `${type} ${recordId}`;
}
