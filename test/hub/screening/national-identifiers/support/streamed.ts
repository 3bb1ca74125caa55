import type { Detector, Match } from '../../../../../hub/screening/detector.ts';

/** What a detector finds when the text comes in pieces, and of what is decided no more is kept than it may look back. */
export function findStreamed(detector: Detector, pieces: readonly string[]): Match[] {
  const found: Match[] = [];
  let text = '';
  let base = 0;
  let resume = 0;
  const scan = (ended: boolean) => {
    const matches: Match[] = [];
    resume = detector.scan(text, resume - base, ended, matches) + base;
    found.push(...matches.map((match) => ({ ...match, start: match.start + base, end: match.end + base })));
    const cut = Math.max(0, resume - detector.lookBehind - base);
    text = text.slice(cut);
    base += cut;
  };
  for (const piece of pieces) {
    text += piece;
    scan(false);
  }
  scan(true);
  return found;
}
