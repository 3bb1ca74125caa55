/** Longer names are no typing slips, and comparing them would cost time that a hostile file could multiply. */
const longestName = 80;

/** Candidates that are compared at most. */
const mostCandidates = 1000;

/** The candidate that `name` is most likely a slip for; undefined where none is near (more than a third of its letters differ). */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > longestName) return undefined;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates.slice(0, mostCandidates)) {
    const length = Math.max(name.length, candidate.length);
    // One letter for another is a slip in a word, but another name where there is only that letter.
    const tolerance = Math.min(length - 1, Math.max(1, Math.floor(length / 3)));
    if (candidate.length > longestName || Math.abs(candidate.length - name.length) > tolerance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance <= tolerance && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { candidate, distance };
  }
  return best?.candidate;
}

/** Insertions, deletions and substitutions between two names, a swap of neighbours counting as one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, substitution, swap));
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** "Did you mean 'x'?" where there is a near name, and what there is to choose from (at most twenty). */
export function suggestion(name: string, candidates: readonly string[], choices: string): string {
  const near = nearest(name, candidates);
  const shown = candidates.slice(0, 20).join(', ');
  const more = candidates.length > 20 ? ` and ${candidates.length - 20} more` : '';
  const list = candidates.length === 0 ? `${choices}: none.` : `${choices}: ${shown}${more}.`;
  return near === undefined ? list : `Did you mean '${near}'? ${list}`;
}
