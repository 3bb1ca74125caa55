import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayHave, signsOf } from '../../../../hub/screening/prompt-attack/seen-signs.ts';
import { structures } from '../../../../hub/screening/prompt-attack/structures.ts';
import { WordScan } from '../../../../hub/screening/prompt-attack/word-scan.ts';

function seenIn(text: string) {
  const scan = new WordScan(text, () => {});
  scan.run();
  return scan.signs;
}

it('whatever a structure needs is seen in every text that has it', () => {
  const needs = structures.flatMap((structure) => structure.needs);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...needs), fc.string(), (before, need, after) => {
      expect(mayHave(seenIn(before + need + after), signsOf(need))).toBe(true);
    }),
  );
});

it.each(['<|', '![', '##', '= "', 'D.A.N'])('%s is not seen in plain prose', (need) => {
  expect(mayHave(seenIn("It isn't far, is it"), signsOf(need))).toBe(false);
});
