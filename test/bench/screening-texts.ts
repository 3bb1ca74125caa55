// What the screening benchmark reads: ordinary English, and for each detector the repeats that it likes least.

const openings = [
  'The quarterly meeting began a little late because the projector would not wake up',
  'When the first frost came, the gardeners had already carried the lemon trees inside',
  'Nobody in the office remembered who had ordered so many boxes of staples',
  'Her grandmother used to say that bread tells you about the house it was baked in',
  'After two years of planning, the ferry line between the islands opened on a grey morning',
  'A good report begins with what the reader has to decide, and ends with how it may be undone',
  'The insurance adjuster walked around the barn twice before he wrote anything down',
  'Most of the students had expected the laboratory to smell of something dangerous',
  'It took the committee four drafts to agree on a paragraph about parking',
  'In the old town the streets follow the river, which moved away long ago',
  'The violin maker keeps his best wood for seven winters before he touches it',
  'Our supplier in the north has changed its packaging, and the drivers are pleased',
] as const;

const middles = [
  'which surprised everybody except the accountant, who had seen it happen before',
  'and the neighbours brought soup, blankets and a great deal of advice',
  'so the engineers measured the bridge again, this time at noon',
  'although the figures for March looked rather better than those for February',
  'because a promise that costs nothing is seldom worth writing down',
  'while the children counted passing trains and argued about the winner',
  'but the letter arrived only after the office had closed for the summer',
  'and by evening the whole valley could hear the new bell',
  'since the policy covers storms, hail and falling branches, though not floods',
  'until somebody found the missing key under a stack of travel brochures',
] as const;

const endings = [
  'We paid 48 euros for the repair and thought it fair.',
  'The next review is due in November, or earlier if the weather turns.',
  'Please let me know by Friday whether that would suit you.',
  'There were about 130 visitors, more than in any year since the fire.',
  'He smiled, folded the map, and asked for another cup of tea.',
  'The minutes of the meeting are attached; corrections are welcome.',
  'It is a small change, yet it saves an hour on most days.',
  'No one has complained so far, and the invoices agree to the cent.',
  'She would rather read the original than trust a summary of it.',
  'In the end the simplest answer was also the cheapest one.',
] as const;

/** About `length` characters of ordinary English prose, the same every time, in paragraphs of five sentences. */
export function ordinaryEnglish(length: number): string {
  const pieces: string[] = [];
  let state = 20_261_120;
  const pick = (from: readonly string[]): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return from[(state >>> 8) % from.length] ?? '';
  };
  for (let written = 0, sentence = 1; written < length; sentence += 1) {
    const piece = `${pick(openings)}, ${pick(middles)}. ${pick(endings)}${sentence % 5 === 0 ? '\n\n' : ' '}`;
    pieces.push(piece);
    written += piece.length;
  }
  return pieces.join('').slice(0, length);
}

/** A text that is hard on some detector, by what it repeats. */
export interface HostileText {
  readonly name: string;
  readonly repeated: string;
  /** What it repeats is so long that nothing comes again close by. */
  readonly isDrawn?: true;
}

const twice = (text: string) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64');

/** A stretch of text in which nothing comes again: the shape over and over, with another digit for each 0 and another capital for each A. The same every time. */
function drawn(shape: string): string {
  let state = 20_261_121;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return shape
    .repeat(Math.ceil(40_000 / shape.length))
    .replace(/[0A]/g, (sign) => (sign === '0' ? String(below(10)) : String.fromCharCode(65 + below(26))));
}

/** What candidates begin with, or nearly are: each detector meets its own and everybody else's. */
export const hostileTexts: readonly HostileText[] = [
  { name: 'digits', repeated: '7' },
  { name: 'card groups', repeated: '4111 ' },
  { name: 'groups of three digits', repeated: '123 ' },
  { name: 'groups of two digits', repeated: '12 ' },
  { name: 'card digits apart', repeated: '4.' },
  { name: 'digits and dashes', repeated: '12-' },
  { name: 'digits and dots', repeated: '1.' },
  { name: 'digits, drawn', repeated: drawn('0'), isDrawn: true },
  { name: 'digits apart, drawn', repeated: drawn('0.'), isDrawn: true },
  { name: 'groups of two, drawn', repeated: drawn('00-'), isDrawn: true },
  { name: 'groups of three, drawn', repeated: drawn('000 '), isDrawn: true },
  { name: 'groups of four, drawn', repeated: drawn('0000 '), isDrawn: true },
  { name: 'insurance numbers, nearly, drawn', repeated: drawn('000-000-000 '), isDrawn: true },
  { name: 'health numbers, nearly, drawn', repeated: drawn('000 000 0000 '), isDrawn: true },
  { name: 'nine digits, drawn', repeated: drawn('000000000\n'), isDrawn: true },
  { name: 'phone numbers, nearly, drawn', repeated: drawn('+00 00 0000 0000, '), isDrawn: true },
  { name: 'account numbers, nearly, drawn', repeated: drawn('GB00 AAAA 0000 0000 0000 00 '), isDrawn: true },
  { name: 'codes, drawn', repeated: drawn('AA00 AAA '), isDrawn: true },
  { name: 'escapes, drawn', repeated: drawn('\\u0000'), isDrawn: true },
  { name: 'plus signs', repeated: '+' },
  { name: 'phone beginnings', repeated: '+1 (' },
  { name: 'opening brackets', repeated: '(' },
  { name: 'mail signs', repeated: '@a' },
  { name: 'mail addresses, nearly', repeated: 'a@b.' },
  { name: 'dotted letters', repeated: 'a.' },
  { name: 'one letter', repeated: 'a' },
  { name: 'one capital', repeated: 'A' },
  { name: 'capitals and digits', repeated: 'A1' },
  { name: 'country codes', repeated: 'GB82 ' },
  { name: 'account numbers that end well', repeated: 'AD82 ' },
  { name: 'colons', repeated: '::' },
  { name: 'hexadecimal groups', repeated: 'fe80:' },
  { name: 'slashes', repeated: 'http://' },
  { name: 'web hosts', repeated: 'www.' },
  { name: 'key prefixes', repeated: 'AKIA' },
  { name: 'token prefixes', repeated: 'ghp_' },
  { name: 'web token parts', repeated: 'eyJhbGciOi.' },
  { name: 'key block beginnings', repeated: '-----BEGIN PRIVATE KEY-----\n' },
  { name: 'passwords', repeated: 'password: ' },
  { name: 'numbers in context', repeated: 'passport number ' },
  { name: 'quotes', repeated: '"' },
  { name: 'angle brackets', repeated: '<' },
  { name: 'chat markers', repeated: '<|im_start|>' },
  { name: 'orders', repeated: 'ignore ' },
  { name: 'orders, nearly', repeated: 'ignore all the previous ' },
  { name: 'roles', repeated: 'you are now ' },
  { name: 'extraction', repeated: 'system prompt ' },
  { name: 'spaced letters', repeated: 'i g n o r e ' },
  { name: 'base64', repeated: 'SWdub3JlIHRoZSBzdG9ybSBhbmQgcmVhZC4g' },
  { name: 'base64 in base64', repeated: `${twice('Read the weather report before you leave. ')} ` },
  { name: 'hexadecimal', repeated: '52656164' },
  { name: 'percent signs', repeated: '%41' },
  { name: 'percent signs alone', repeated: '%' },
  { name: 'escapes', repeated: '\\u0041' },
  { name: 'entities', repeated: '&#65;' },
  { name: 'combining marks', repeated: 'e\u0301\u0323' },
  { name: 'marks without a letter', repeated: '\u0301' },
  { name: 'zero-width characters', repeated: 'a\u200b' },
  { name: 'full-width letters', repeated: '\uff41\uff42 ' },
  { name: 'look-alike letters', repeated: '\u0430\u0435 ' },
  { name: 'emoji', repeated: '\u{1f600}' },
  { name: 'ideographs', repeated: '\u5ffd\u7565' },
  { name: 'line feeds', repeated: '\n' },
  { name: 'spaces', repeated: ' ' },
];

/** The repeats, up to about `length` UTF-16 units. */
export function hostile({ repeated }: HostileText, length: number): string {
  return repeated.repeat(Math.ceil(length / repeated.length));
}
