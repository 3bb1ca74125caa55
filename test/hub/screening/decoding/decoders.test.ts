import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64 } from '../../../../hub/screening/decoding/base64.ts';
import { htmlEntities, sourceEscapes } from '../../../../hub/screening/decoding/escapes.ts';
import { hex } from '../../../../hub/screening/decoding/hex.ts';
import { percent } from '../../../../hub/screening/decoding/percent.ts';

/** Tokens full of whole signs, of broken ones, and of what stands between. */
const token = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\\x41',
        '\\u0041',
        '\\u{1f600}',
        '\\101',
        '\\U0042',
        '\\X4a',
        '\\u{}',
        '\\u{110000}',
        '\\400',
        '\\x4',
      ),
      fc.constantFrom('&#65;', '&#65', '&#x41;', '&#X41', '&amp;', '&COMMAT;', '&nope;', '&#;', '&#x;', '&#99999999;'),
      fc.constantFrom('%41', '%4', '%', '%zz', '+', '.', '=', '==', '\n', '\r\n', '{', '}', '&', '#', ';', '\\', 'é'),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFgzGZ_-/'), maxLength: 24 }),
      fc.string({ maxLength: 20 }).map((text) => Buffer.from(text).toString('base64')),
      fc.string({ maxLength: 20 }).map((text) => Buffer.from(text).toString('hex')),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

function spansOf(expression: RegExp, text: string): string[] {
  return [...text.matchAll(expression)].map(({ 0: run, index }) => `${index} ${index + run.length}`);
}

describe('escapes of source code', () => {
  const escapes = /\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\([0-3][0-7]{2})/gi;
  const character = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

  it('read what their grammar says, and nothing else', () => {
    fc.assert(
      fc.property(token, (text) => {
        const read = text.replace(escapes, (_, byte, unit, codePoint, octal) =>
          character(octal === undefined ? Number.parseInt(byte ?? unit ?? codePoint, 16) : Number.parseInt(octal, 8)),
        );
        const expected = read === text ? [] : [{ start: 0, end: text.length, text: read, encoding: 'escape' }];
        expect(sourceEscapes.decode(text)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('character references', () => {
  const references = /&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&(amp|commat);/gi;
  const named: Readonly<Record<string, string>> = { amp: '&', commat: '@' };

  it('read what their grammar says, and nothing else', () => {
    fc.assert(
      fc.property(token, (text) => {
        const read = text.replace(references, (_, decimal, hexadecimal, name) => {
          if (name !== undefined) return named[name.toLowerCase()] ?? '';
          const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
          return code <= 0x10ffff ? String.fromCodePoint(code) : '';
        });
        const expected = read === text ? [] : [{ start: 0, end: text.length, text: read, encoding: 'html-entity' }];
        expect(htmlEntities.decode(text)).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what is decoded in runs', () => {
  it.each([
    ['hexadecimal', hex, /(?:[0-9a-f]{2}){6,}/gi],
    ['base64', base64, /[A-Za-z0-9+/_-][A-Za-z0-9+/_\-\r\n]{14,}[A-Za-z0-9+/_-]={0,2}/g],
    ['percent', percent, /[A-Za-z0-9%._~+*-]+/g],
  ] as const)('are whole runs (%s)', (_name, decoder, runs) => {
    let found = 0;
    fc.assert(
      fc.property(token, (text) => {
        const whole = spansOf(runs, text);
        const decoded = decoder.decode(text).map(({ start, end }) => `${start} ${end}`);
        found += decoded.length;
        expect(whole).toEqual(expect.arrayContaining(decoded));
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(10);
  });

  it('are read where they stand', () => {
    const [first, second] = ['Call me tomorrow.', 'Or on Friday, please.'];
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const text = `\n${encoded(first)}=;\r\n${encoded(second)}`;
    expect(base64.decode(text).map((run) => run.text)).toEqual([first, second]);
    expect(hex.decode(`zz${Buffer.from(first).toString('hex')}a`).map((run) => run.text)).toEqual([first]);
    expect(percent.decode('a+b%2Bc%C3%A9%zz').map((run) => run.text)).toEqual(['a b+cé%zz']);
  });
});
