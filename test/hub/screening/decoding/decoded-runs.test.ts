import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedRuns } from '../../../../hub/screening/decoding/decoded-runs.ts';

const secret = 'Card 4111 1111 1111 1111 of Zoë';

function decoded(text: string) {
  return decodedRuns(text).map((run) => [run.encoding, run.text]);
}

const bytes = (text: string) => [...Buffer.from(text)];
const wrap = (text: string, width: number) => text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');

describe('decodedRuns reads', () => {
  it.each([
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64url', Buffer.from('ÿÿÿ 4111 ÿÿÿ >>> ???').toString('base64url')],
    ['hex', Buffer.from(secret).toString('hex')],
    ['hex-bytes', Buffer.from(secret).toString('hex').replace(/../g, '$& ').trim()],
    [
      'hex-bytes',
      bytes(secret)
        .map((byte) => `0x${byte.toString(16).padStart(2, '0')}`)
        .join(', '),
    ],
    [
      'binary',
      bytes(secret)
        .map((byte) => byte.toString(2).padStart(8, '0'))
        .join(' '),
    ],
    ['percent', encodeURIComponent(secret)],
    [
      'escape',
      Array.from(secret, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ['escape', Array.from(secret, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`).join('')],
    ['html-entity', Array.from(secret, (character) => `&#${character.charCodeAt(0)};`).join('')],
    ['html-entity', Array.from(secret, (character) => `&#x${character.charCodeAt(0).toString(16)};`).join('')],
  ])('%s', (encoding, run) => {
    const text = `Please read ${run} today`;
    const found = decodedRuns(text).find((one) => one.encoding === encoding);
    expect(text.slice(found?.start, found?.end)).toBe(run);
    expect(found?.text).toContain('4111');
  });

  it('escapes of bytes, in hexadecimal and octal', () => {
    expect(decoded('\\x34\\x31\\x31\\x31 \\064\\061\\061\\061')).toEqual([
      ['escape', '4111'],
      ['escape', '4111'],
    ]);
  });

  it('one escape in a word', () => {
    expect(decoded('see jane%40example.com')).toEqual([['percent', 'jane@example.com']]);
    expect(decoded('see jane&commat;example.com')).toEqual([['html-entity', 'jane@example.com']]);
    expect(decoded('see jane\\u0040example.com')).toEqual([['escape', 'jane@example.com']]);
  });

  it('base64 that is wrapped in lines', () => {
    const text = 'All that is written here goes on over more than one line, and on, and on, to the last word.';
    const run = wrap(Buffer.from(text).toString('base64'), 64);
    expect(decoded(`begin\n${run}\n\nend`)).toEqual([['base64', text]]);
  });

  it('base64 of UTF-16', () => {
    expect(decoded(Buffer.from('Get-Secret 4111', 'utf16le').toString('base64'))).toEqual([
      ['base64', 'Get-Secret 4111'],
    ]);
  });

  it('base64 behind stray letters', () => {
    expect(decoded(`x${Buffer.from(secret).toString('base64')}`)[0]?.[1]).toContain('1111 1111');
  });

  it('tag characters, and bytes in variation selectors', () => {
    const tags = Array.from('hidden 4111', (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    const selectors = bytes('hidden 4111').map((byte) =>
      String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16),
    );
    expect(decoded(`a${tags}b`)).toEqual([['tag', 'hidden 4111']]);
    expect(decoded(`😀${selectors.join('')}`)).toEqual([['tag', 'hidden 4111']]);
  });

  it('what a right-to-left override turns around', () => {
    expect(decoded('see \u202e1111 drac\u202c now')).toEqual([['reversed', 'card 1111']]);
  });

  it('rot13', () => {
    expect(decoded('Decode: Jevgr qbja gur ahzore bs lbhe pneq.')).toEqual([
      ['rot13', 'Qrpbqr: Write down the number of your card.'],
    ]);
  });
});

describe('decodedRuns passes over', () => {
  const digest = createHash('sha512').update('x').digest();
  it.each([
    ['prose', 'The internationalization of telecommunications: see chapter 12/34, and/or appendix A-12_b.'],
    ['hashes', `${digest.toString('hex')} ${digest.toString('base64')} ${digest.toString('base64url')}`],
    ['identifiers', `${randomUUID()} arn:aws:iam::111122223333:role/gatehouse-caller user_name_with_many_parts`],
    [
      'image data',
      `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex').toString('base64')}`,
    ],
    ['numbers', '4111111111111111, 2024-01-15T00:00:00Z, 00:1A:2B:3C:4D:5E'],
    ['paths', 'hub/screening/decoding/decoded-runs.ts and https://example.com/a/b/c/d/e?f=g&h=i'],
    ['a flag', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
    ['an emoji with selectors', '❤\ufe0f☎\ufe0f'],
    ['ampersands', 'Fish&Chips&Peas&Gravy; R&D and 100%of'],
  ])('%s', (_, text) => {
    expect(decoded(text)).toEqual([]);
  });
});

describe('a long run', () => {
  it('is read in overlapping pieces, so that nothing is cut', () => {
    const text = Array.from({ length: 3000 }, (_, at) => `word${at}`).join(' ');
    const run = Buffer.from(text).toString('base64');
    const pieces = decodedRuns(run);
    expect(pieces.length).toBeGreaterThan(5);
    for (const piece of pieces) expect(piece.end - piece.start).toBeLessThanOrEqual(5120);
    for (let at = 0; at < 3000; at += 1)
      expect(pieces.some((piece) => piece.text.includes(`word${at} `)) || at === 2999).toBe(true);
  });
});

it('answers runs of the text, in order, and never throws', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '%41',
      '\\x41',
      '&#65;',
      '&#x110000;',
      '\\u{ffffff}',
      '%',
      '=',
      '\n',
      '\u202e',
      '\u{e0041}',
      '41 ',
      '0x41,',
      'gur ',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.base64String({ maxLength: 60 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      let before = 0;
      for (const run of decodedRuns(text)) {
        expect(run.start).toBeGreaterThanOrEqual(before);
        expect(run.end).toBeGreaterThan(run.start);
        expect(run.end).toBeLessThanOrEqual(text.length);
        before = run.start;
      }
    }),
    { numRuns: 1000 },
  );
});
