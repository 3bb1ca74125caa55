import type { DecodedRun, TokenDecoder } from './decoder.ts';

const escapes = /\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\u\{([0-9a-f]{1,6})\}|\\([0-3][0-7]{2})/gi;

/** The escapes of source code and JSON: \x34, \u0034, \u{34}, \064. */
export const sourceEscapes: TokenDecoder = {
  decode(token): readonly DecodedRun[] {
    if (!token.includes('\\')) return [];
    const text = token.replace(escapes, (_, byte, unit, codePoint, octal) =>
      octal === undefined
        ? character(Number.parseInt(byte ?? unit ?? codePoint, 16))
        : character(Number.parseInt(octal, 8)),
    );
    return text === token ? [] : [{ start: 0, end: token.length, text, encoding: 'escape' }];
  },
};

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
const references = /&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&([a-z]{2,8});/gi;

/** Character references of HTML and XML: &#52;, &#x34;, &commat;. */
export const htmlEntities: TokenDecoder = {
  decode(token): readonly DecodedRun[] {
    if (!token.includes('&')) return [];
    const text = token.replace(references, (reference, decimal, hexadecimal, name) => {
      if (name !== undefined) return named.get(name.toLowerCase()) ?? reference;
      return decimal === undefined ? character(Number.parseInt(hexadecimal, 16)) : character(Number(decimal));
    });
    return text === token ? [] : [{ start: 0, end: token.length, text, encoding: 'html-entity' }];
  },
};

function character(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
