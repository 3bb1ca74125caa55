import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pseudonymForm, pseudonymsOf, tableOf } from '../../../../hub/gateway/frames/pseudonym-table.ts';
import { Pseudonyms } from '../../../../hub/screening/pseudonyms.ts';
import { expectFault } from '../faults.ts';

const travelled = (pseudonyms: Pseudonyms) =>
  pseudonymsOf(pseudonymForm.parse(JSON.parse(JSON.stringify(tableOf(pseudonyms)))));

const uses = fc.array(fc.tuple(fc.constantFrom('EMAIL', 'NAME', 'US_SOCIAL_SECURITY_NUMBER'), fc.string()), {
  maxLength: 20,
});

describe('pseudonyms on their way', () => {
  it('mean the same on the other side, and go on being numbered where they were', () => {
    fc.assert(
      fc.property(uses, uses, fc.boolean(), (before, after, literal) => {
        const here = new Pseudonyms(literal ? ['I wrote {EMAIL_1} and {NAME_3} myself'] : []);
        for (const [type, value] of before) here.tokenFor(type, value);
        const there = travelled(here);
        expect([...there.entries()]).toEqual([...here.entries()]);
        for (const [type, value] of after) expect(there.tokenFor(type, value)).toBe(here.tokenFor(type, value));
      }),
    );
  });

  it('never hand out a token that the caller wrote, though none was made for the prompt', () => {
    const there = travelled(new Pseudonyms(['{EMAIL_1}']));
    expect(there.tokenFor('EMAIL', 'jane@example.com')).toBe('{EMAIL_2}');
  });

  it('are a fault where they are not as they were made', async () => {
    const table = { taken: [], entries: [['{EMAIL_2}', 'jane@example.com']] as [string, string][] };
    await expectFault(() => pseudonymsOf(table), 'function_unavailable');
  });
});
