import { unitAt } from '../ascii-class.ts';
import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { digitsEnd, numberAt } from './digit-values.ts';

const lastCodePoint = 0x10ffff;
const [ampersand, semicolon, numberSign, backslash, openingBrace, closingBrace] = [38, 59, 35, 92, 123, 125];
const [letterU, letterX] = [117, 120];

/** One of the signs that a token may hold, read. */
interface Sign {
  readonly end: number;
  readonly text: string;
}

/** The escapes of source code and JSON: \x34, \u0034, \u{34}, \064. */
export const sourceEscapes: TokenDecoder = {
  decode: (token) => decodedRun(token, backslash, escapeAt, 'escape'),
};

/** Character references of HTML and XML: &#52;, &#x34;, &commat;. */
export const htmlEntities: TokenDecoder = {
  decode: (token) => decodedRun(token, ampersand, referenceAt, 'html-entity'),
};

/** The token with each sign read that begins with a character; nothing where none can be read. */
function decodedRun(
  token: string,
  first: number,
  signAt: (token: string, at: number) => Sign | undefined,
  encoding: DecodedRun['encoding'],
): readonly DecodedRun[] {
  const opening = String.fromCharCode(first);
  let text = '';
  let copied = 0;
  for (let at = token.indexOf(opening); at >= 0; ) {
    const sign = signAt(token, at);
    if (sign !== undefined) {
      text += token.slice(copied, at) + sign.text;
      copied = sign.end;
    }
    at = token.indexOf(opening, sign?.end ?? at + 1);
  }
  text += token.slice(copied);
  return text === token ? [] : [{ start: 0, end: token.length, text, encoding }];
}

function escapeAt(token: string, at: number): Sign | undefined {
  const kind = unitAt(token, at + 1) | 32;
  if (kind === letterX) return signOf(numberAt(token, at + 2, at + 4, 16), at + 4);
  if (kind !== letterU) {
    const octal = numberAt(token, at + 1, at + 4, 8);
    return octal < 0o400 ? signOf(octal, at + 4) : undefined;
  }
  if (unitAt(token, at + 2) !== openingBrace) return signOf(numberAt(token, at + 2, at + 6, 16), at + 6);
  const end = digitsEnd(token, at + 3, 6, 16);
  return unitAt(token, end) === closingBrace ? signOf(numberAt(token, at + 3, end, 16), end + 1) : undefined;
}

function referenceAt(token: string, at: number): Sign | undefined {
  if (unitAt(token, at + 1) !== numberSign) return nameAt(token, at);
  const isHexadecimal = (unitAt(token, at + 2) | 32) === letterX;
  const [from, most, base] = isHexadecimal ? [at + 3, 6, 16] : [at + 2, 7, 10];
  const end = digitsEnd(token, from, most, base);
  return signOf(numberAt(token, from, end, base), unitAt(token, end) === semicolon ? end + 1 : end);
}

/** What a number stands for: no character, where it is beyond the last one. */
function signOf(codePoint: number, end: number): Sign | undefined {
  if (codePoint < 0) return undefined;
  return { end, text: codePoint <= lastCodePoint ? String.fromCodePoint(codePoint) : '' };
}

const name = /&([a-z]{2,8});/iy;

function nameAt(token: string, at: number): Sign | undefined {
  name.lastIndex = at;
  const text = named.get(name.exec(token)?.[1]?.toLowerCase() ?? '');
  return text === undefined ? undefined : { end: name.lastIndex, text };
}

/** The named references that stand for what separates or joins: letters and digits have no names. */
const named = new Map(
  Object.entries({
    amp: '&',
    apos: "'",
    ast: '*',
    bsol: '\\',
    colon: ':',
    comma: ',',
    commat: '@',
    dash: '-',
    dollar: '$',
    equals: '=',
    excl: '!',
    gt: '>',
    hyphen: '-',
    lowbar: '_',
    lpar: '(',
    lt: '<',
    nbsp: ' ',
    newline: '\n',
    num: '#',
    percnt: '%',
    period: '.',
    plus: '+',
    quest: '?',
    quot: '"',
    rpar: ')',
    semi: ';',
    shy: '',
    sol: '/',
    tab: '\t',
  }),
);
