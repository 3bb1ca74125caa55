import { describe, expect, it } from 'vitest';
import { hideKnownValues } from '../../../hub/screening/hide-known-values.ts';
import { KnownValues } from '../../../hub/screening/known-values.ts';
import type { Part, PartText, PartVerdict } from '../../../hub/screening/parts.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { expectFault } from '../gateway/faults.ts';

const known = (...values: readonly string[]) =>
  new KnownValues(values.map((value, at) => [`{PHONE_${at + 1}}`, value] as const));

describe('a value that was pseudonymized somewhere', () => {
  it('is found wherever else it stands, and told how often', () => {
    const { text, tokens } = known('555-1234').hideIn('Noted: 555-1234, (555-1234).');
    expect(text).toBe('Noted: {PHONE_1}, ({PHONE_1}).');
    expect(tokens).toEqual(['{PHONE_1}', '{PHONE_1}']);
  });

  it.each([
    ['inside a longer word or number', '555-1234', '1555-1234 555-12345 x555-1234'],
    ['within a token', 'EMAIL_1', '{EMAIL_1}'],
    ['where it is too short to mean the same', '1234', '1234'],
    ['where it is a plain word', 'admin', 'the admin page'],
  ])('is not touched %s', (_, value, text) => {
    expect(known(value).hideIn(text)).toEqual({ text, tokens: [] });
  });

  it('is the longest of those that begin alike', () => {
    expect(known('020 7946 00', '020 7946 0000').hideIn('020 7946 0000').text).toBe('{PHONE_2}');
  });

  it('may begin and end with any character', () => {
    expect(known('+44 20 7946', '(020) 79').hideIn('a+44 20 7946b (020) 79').text).toContain('{PHONE_2}');
    expect(known('.secret.').hideIn('a.secret.b').text).toBe('a{PHONE_1}b');
  });

  it('is refused, not searched for without end, in a request made to be slow', () => {
    const values = Array.from({ length: 2_000 }, (_, at) => `1.1.1.${'1.'.repeat(at)}x`);
    const searched = known(...values);
    return expectFault((async () => searched.hideIn('1.'.repeat(100_000)))(), 'screening_failed');
  });
});

describe('hiding known values in a request', () => {
  function part(...texts: readonly string[]): Part & { readonly texts: PartText[] } {
    const places = texts.map((text) => ({
      text,
      replace(masked: string) {
        this.text = masked;
      },
    }));
    return { pointer: '/0', kind: 'text', role: 'user', texts: places };
  }
  const passed: PartVerdict = { pointer: '/0', kind: 'text', verdict: 'passed', findings: [] };

  function pseudonymsOf(...values: readonly string[]): Pseudonyms {
    const pseudonyms = new Pseudonyms();
    for (const value of values) pseudonyms.tokenFor('PHONE', value);
    return pseudonyms;
  }

  it('masks them on record', () => {
    const parts = [part('no', '555-1234 555-1234'), part('no')];
    const verdicts = hideKnownValues(parts, [passed, passed], pseudonymsOf('555-1234'));
    expect(parts[0]?.texts[1]?.text).toBe('{PHONE_1} {PHONE_1}');
    expect(verdicts).toEqual([
      {
        ...passed,
        verdict: 'masked',
        findings: [{ type: 'PHONE', detector: 'known-values', action: 'pseudonymize', count: 2 }],
      },
      passed,
    ]);
  });

  it('blocks a part in which nothing can be written', () => {
    const fixed = part('555-1234');
    const parts = [{ ...fixed, texts: fixed.texts.map((text) => ({ ...text, fixed: true as const })) }];
    const [verdict] = hideKnownValues(parts, [passed], pseudonymsOf('555-1234'));
    expect(verdict).toMatchObject({ verdict: 'blocked', findings: [{ action: 'block', count: 1 }] });
  });

  it('reads nothing where nothing was pseudonymized', () => {
    const unread = {
      ...part(),
      get texts(): never {
        throw new Error('read');
      },
    };
    const verdicts = [passed];
    expect(hideKnownValues([unread], verdicts, new Pseudonyms())).toBe(verdicts);
  });
});
