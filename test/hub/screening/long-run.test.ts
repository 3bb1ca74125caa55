import fc from 'fast-check';
import { expect, it } from 'vitest';
import { longRun, longTokens } from '../../../hub/screening/long-run.ts';

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

it('offers whole runs, from wherever the search goes on', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '7', ' ', '-', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(60), fc.integer({ min: 1, max: 9 }), (whole, from, length) => {
      const expression = new RegExp(`(?<![ab7])[ab7]{${length}}`, 'g');
      expression.lastIndex = from;
      expect(longTokens(/[ab7]/, length)(whole, from)).toBe(expression.exec(whole)?.index ?? -1);
    }),
    { numRuns: 3000 },
  );
});
