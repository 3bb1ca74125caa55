import pc from 'picocolors';
import type { Review, ReviewDecision, ReviewState } from '../../hub/reviews/review.ts';
import { printable } from '../../shared/config/printable.ts';

/** Reviews as text for people. Never content: none is kept. */
export interface ReviewView {
  line(review: Review): string;
  whole(review: Review): string;
}

export function reviewView(colour: boolean): ReviewView {
  const paint = pc.createColors(colour);
  const colours: Record<ReviewState, (text: string) => string> = {
    open: paint.yellow,
    confirmed: paint.red,
    dismissed: paint.green,
  };
  const stateOf = ({ state }: Review) => colours[state](state.padEnd(9));
  return {
    line: (review) =>
      [
        stateOf(review),
        timeOf(review.openedAtMs),
        printable(review.application).padEnd(18),
        review.score.toFixed(3),
        review.recordId,
        paint.dim(review.reasons.map(({ code, count }) => `${code} ${count}`).join(', ')),
      ].join('  '),
    whole: (review) =>
      [
        `Record       ${review.recordId}`,
        `Application  ${printable(review.application)}`,
        `Opened       ${timeOf(review.openedAtMs)}`,
        `Confidence   ${review.score.toFixed(3)}`,
        ...review.reasons.map(({ code, count }) => `             ${code} (${count})`),
        `State        ${stateOf(review).trimEnd()}`,
        ...review.decisions.map(decisionLine),
      ].join('\n'),
  };
}

function decisionLine({ verdict, principal, atMs, note }: ReviewDecision, at: number): string {
  const what = at === 0 ? verdict : `corrected to ${verdict}`;
  const why = note === null ? '' : `: ${printable(note, 500)}`;
  return `             ${timeOf(atMs)}  ${what} by ${printable(principal, 200)}${why}`;
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
