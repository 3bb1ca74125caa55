import fc from 'fast-check';

/** One or more valid examples of each claimed type; numbers are published test numbers or made up. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  EMAIL: ['jane.doe+x@example.com', 'info@mail.example.co.uk'],
  PHONE: ['+44 7700 900123', '(415) 555-0132', 'call me on 555 0132 77', '+1-415-555-0132 ext 12'],
  CREDIT_DEBIT_CARD_NUMBER: ['4111 1111 1111 1111', '4111-1111-1111-1111', '378282246310005', '5555555555554444'],
  US_SOCIAL_SECURITY_NUMBER: ['219-09-9998', 'SSN 219099998'],
  US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER: ['911-70-1234'],
  INTERNATIONAL_BANK_ACCOUNT_NUMBER: ['GB33 BUKB 2020 1555 5555 55', 'DE89370400440532013000'],
  IP_ADDRESS: ['192.0.2.17', '2001:db8::8a2e:370:7334', '198.51.100.0/24'],
  MAC_ADDRESS: ['00:1A:2B:3C:4D:5E', '00-1a-2b-3c-4d-5e', '0012.3456.789a'],
  URL: ['https://example.com/a?b=c', 'www.example.org', 'example.net'],
  AWS_ACCESS_KEY: ['AKIAIOSFODNN7EXAMPLE'],
  AWS_SECRET_KEY: ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  SWIFT_CODE: ['DEUTDEFF500', 'BIC: NEDSZAJJ'],
  UK_NATIONAL_HEALTH_SERVICE_NUMBER: ['NHS number 943 476 5919'],
  UK_NATIONAL_INSURANCE_NUMBER: ['AA 12 34 56 B', 'AB123456C'],
  VEHICLE_IDENTIFICATION_NUMBER: ['1M8GDM9AXKP042788'],
  PASSWORD: ['password: hunter2!x', 'pwd="correct horse"', 'the password is s3cr3t'],
  PIN: ['PIN: 4821'],
  CREDIT_DEBIT_CARD_CVV: ['CVV 737'],
  CREDIT_DEBIT_CARD_EXPIRY: ['expires 04/29'],
};

/** Pieces that nearly are something, to make detectors hesitate. */
const nearMisses = [
  ...'aA1 @.-+:/()\n\t"\'=é漢😀\ud83d\ude00',
  'pass',
  'password',
  'password is ',
  'http',
  'https://',
  'www.',
  'AKIA',
  '4111',
  ' 1111',
  '0',
  '00',
  '::',
  'GB33',
  ' BUKB',
  '+1 ',
  'nhs ',
  'forbidden',
  'for bid den',
  'f0rb!dden',
  'f-o-r-b',
  'f o r b i d d e n',
  't.o.p ',
  'plans',
  'top  secret',
  'TOP secret plan',
  'EMP-12',
  'EMP-123456',
  'case 77 closed',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
];
const prose = [
  'The ',
  'claim was ',
  'settled ',
  'on Monday. ',
  'See invoice 2024-01-15, ',
  'page 12 of 300; ',
  'naïve café ',
  'it is. ',
];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Object.values(examples).flat()) },
  { weight: 4, arbitrary: fc.constantFrom(...nearMisses) },
  { weight: 2, arbitrary: fc.constantFrom(...prose) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', '1', 'a@', '1-', '. ', ' ', 'x.', 'EMP-', '/'), fc.integer({ min: 1, max: 700 }))
      .map(([unit, count]) => unit.repeat(count)),
  },
);

/** Texts with entities planted, glued to each other and to near misses. */
const plantedText = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

/** A text and places to cut it, anywhere between two UTF-16 units. */
export const cutText = fc
  .tuple(plantedText, fc.array(fc.nat(), { maxLength: 60 }), fc.boolean())
  .map(([text, cuts, tiny]) => ({ text, chunks: tiny ? text.split('') : cutAt(text, cuts) }));

export function cutAt(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length));
}

const spellings: readonly ((character: string) => string)[] = [
  (character) => character,
  // Fullwidth.
  (character) => (/[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : '\u3000'),
  // Mathematical sans-serif digits and bold letters, in two units each.
  (character) => {
    if (/\d/.test(character)) return String.fromCodePoint(0x1d7e2 + Number(character));
    return /[a-z]/.test(character) ? String.fromCodePoint(0x1d41a + character.charCodeAt(0) - 97) : character;
  },
  (character) => `${character}\u0301`,
  (character) => `${character}\u200b`,
  (character) => `\u{e0041}${character}`,
  (character) => `${character}\ufe0f\u20e3`,
  (character) =>
    ({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', A: 'А', '1': '１', '-': '–', ' ': '\u00a0' })[character] ?? character,
];

/** A text in another dress, each character in its own: what a person reads stays the same. */
function dressed(text: string): fc.Arbitrary<string> {
  const spelling = fc.integer({ min: 0, max: spellings.length - 1 });
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: spelling }), {
      minLength: text.length,
      maxLength: text.length,
    })
    .map((choices) =>
      Array.from(text, (character, at) => spellings[choices[at] ?? 0]?.(character) ?? character).join(''),
    );
}

const dressedPiece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...Object.values(examples).flat(), 'forbidden', 'top secret').chain(dressed),
  },
  { weight: 2, arbitrary: piece },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '\u0301',
      '\u200b',
      'ﬁ',
      '½',
      '²',
      '…',
      '\ud835',
      '\udfcf',
      '\u{e0041}',
      ' ',
      'é',
      '漢',
      'ิ',
      '™',
      '^',
    ),
  },
);

/** Texts of dressed entities, loose marks and invisible characters, and places to cut them. */
export const cutExoticText = fc
  .tuple(fc.array(dressedPiece, { maxLength: 14 }), fc.array(fc.nat(), { maxLength: 60 }), fc.boolean())
  .map(([pieces, cuts, tiny]) => {
    const text = pieces.join('');
    return { text, chunks: tiny ? text.split('') : cutAt(text, cuts) };
  });
