import fc from 'fast-check';
import { expect, it } from 'vitest';
import { longRun } from '../../../hub/screening/long-run.ts';

it('answers as the plain expression would, from any place', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '7', ' ', '-', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(60), fc.integer({ min: 1, max: 9 }), (whole, from, length) => {
      const plain = new RegExp(`[ab7]{${length}}`).test(whole.slice(from));
      expect(longRun(/[ab7]/, length)(whole, from)).toBe(plain);
    }),
    { numRuns: 3000 },
  );
});
