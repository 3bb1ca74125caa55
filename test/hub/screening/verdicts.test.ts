import { describe, expect, it } from 'vitest';
import type { PartVerdict, Verdict } from '../../../hub/screening/parts.ts';
import { strictest } from '../../../hub/screening/verdicts.ts';

const of = (verdict: Verdict, failed = false): PartVerdict => ({
  pointer: '/0',
  kind: 'text',
  verdict,
  findings: [],
  ...(failed && { failed: true }),
});

describe('the strictest verdict', () => {
  it('is passed where there was nothing to screen', () => {
    expect(strictest([])).toBe('passed');
  });

  it.each<[Verdict, Verdict, Verdict]>([
    ['passed', 'not_run', 'not_run'],
    ['not_run', 'masked', 'masked'],
    ['masked', 'blocked', 'blocked'],
  ])('of %s and %s is %s, in whatever order', (a, b, strict) => {
    expect(strictest([of(a), of(b)])).toBe(strict);
    expect(strictest([of(b), of(a)])).toBe(strict);
  });

  it.each<Verdict>(['passed', 'masked', 'blocked'])(
    'is not_run where screening failed beside a part that is %s',
    (other) => {
      expect(strictest([of(other), of('not_run', true)])).toBe('not_run');
      expect(strictest([of('not_run', true), of(other)])).toBe('not_run');
    },
  );
});
