import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenRule } from '../../../../hub/screening/decoding/hidden-rule.ts';
import type { Detector } from '../../../../hub/screening/detector.ts';
import { email } from '../../../../hub/screening/detectors/email.ts';
import { paymentCard } from '../../../../hub/screening/detectors/payment-card.ts';
import { deniedWords } from '../../../../hub/screening/detectors/words.ts';
import { Pseudonyms } from '../../../../hub/screening/pseudonyms.ts';
import { always, type SpanAction } from '../../../../hub/screening/rule.ts';
import { type FoundSpan, SpanScan } from '../../../../hub/screening/span-scan.ts';
import { FindingTally } from '../../../../hub/screening/tally.ts';
import { cutAt } from '../support/texts.ts';

const detectors: readonly Detector[] = [paymentCard, email, deniedWords(['forbidden'])];
const runs = Number(process.env.PROPERTY_RUNS ?? 300);

function scanOf(action: SpanAction, pseudonyms = new Pseudonyms()) {
  const rules = detectors.map((detector) => always(action, detector));
  const tally = new FindingTally();
  const spans: FoundSpan[] = [];
  const scan = new SpanScan([...rules, hiddenRule(rules)], tally, pseudonyms, (span) => spans.push(span));
  return { scan, tally, spans };
}

const masked = (text: string) => scanOf('mask').scan.finish(text);

const tags = (text: string) => Array.from(text, (one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join('');
const selectors = (text: string) =>
  Array.from(Buffer.from(text), (byte) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)).join(
    '',
  );
const bitsOf = (zero: string, one: string) => (text: string) =>
  Array.from(text, (letter) => letter.charCodeAt(0).toString(2).padStart(8, '0'))
    .join('')
    .replaceAll('0', zero)
    .replaceAll('1', one);
const bits = bitsOf('\u200b', '\u200c');
const card = 'card 4111 1111 1111 1111';

const encodings: Readonly<Record<string, (text: string) => string>> = {
  'tag characters': tags,
  'variation selectors': selectors,
  'zero-width bits': bits,
  'zero-width bits, the other way round': bitsOf('\u2060', '\ufeff'),
  'tag characters with zero-width characters among them': (text) => [...tags(text)].join('\u200b'),
  'zero-width bits behind other marks': (text) => `\u2060\u2060\u2060${bits(text)}`,
};

describe('a hidden run', () => {
  for (const [name, encode] of Object.entries(encodings)) {
    it(`in which a rule finds something is masked in full: ${name}`, () => {
      expect(masked(`Hello${encode(card)} world`)).toBe('Hello{CREDIT_DEBIT_CARD_NUMBER} world');
    });

    it(`stays as it is where no rule finds anything: ${name}`, () => {
      const text = `Hello${encode('nothing of note')} world`;
      expect(masked(text)).toBe(text);
    });
  }

  it('counts as a finding of its type and blocks where the rule does', () => {
    const { scan, tally } = scanOf('block');
    expect(scan.finish(`a${tags('write to a@example.com')}b`)).toBe('');
    expect(tally.findings()).toEqual([{ type: 'EMAIL', detector: 'hidden-text', action: 'block', count: 1 }]);
  });

  it('is read for denied words and for what is encoded in it', () => {
    expect(masked(`a${tags('quite forbidden')}b`)).toBe('a{WORD}b');
    expect(masked(`a${tags(Buffer.from(card).toString('base64'))}b`)).toBe('a{CREDIT_DEBIT_CARD_NUMBER}b');
  });

  it('has the offsets of the run in the text as it is', () => {
    const { scan, spans } = scanOf('mask');
    scan.finish(`\u00e9\uff14${tags(card)}.`);
    expect(spans.map(({ start, end }) => [start, end])).toEqual([[2, 2 + 2 * card.length]]);
  });

  it('does not take away from what stands in the open around it', () => {
    expect(masked(`4111${tags(card)}111111111111 and ${tags(card)}a@example.com`)).toBe(
      '{CREDIT_DEBIT_CARD_NUMBER} and {CREDIT_DEBIT_CARD_NUMBER}{EMAIL}',
    );
  });

  it('is put back as it stood behind its pseudonym', () => {
    const pseudonyms = new Pseudonyms();
    const run = tags('a@example.com');
    expect(scanOf('pseudonymize', pseudonyms).scan.finish(`Read ${run}!`)).toBe('Read {EMAIL_1}!');
    expect(pseudonyms.valueOf('{EMAIL_1}')).toBe(run);
  });

  it('is found however long the run is', () => {
    for (const encode of [tags, selectors, bits]) {
      const filler = encode('So it goes on. '.repeat(800));
      expect(masked(`a${filler}${encode(card)}${filler}b`)).toContain('{CREDIT_DEBIT_CARD_NUMBER}');
    }
  });

  it.each([
    ['a flag of a region', '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a family', '👨\u200d👩\u200d👧\u200d👦'],
    ['selectors of emoji', '❤\ufe0f☎\ufe0f✈\ufe0f'],
    ['a byte order mark', '\ufeffa'],
    ['Persian', 'می\u200cخواهم'],
  ])('is none: %s', (_, text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('however a text with hidden runs is cut', () => {
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...Object.values(encodings)).map((encode) => encode(card)) },
    fc.constantFrom(tags('nothing'), selectors('a@example.com'), bits('forbidden words'), tags('4111')),
    fc.constantFrom('\u200b', '\ufe0f', '\u0301', '4111', '1111', ' ', 'a@example.com', '😀', '\udb40', '\udc34', 'é'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const long = fc.constantFrom(tags, selectors, bits).map((encode) => encode(`${'a b '.repeat(700)}${card}`));
  const text = fc.array(fc.oneof({ weight: 12, arbitrary: piece }, { weight: 1, arbitrary: long }), { maxLength: 8 });
  const cut = text.chain((pieces) => {
    const whole = pieces.join('');
    return fc.tuple(fc.constant(whole), fc.array(fc.nat(whole.length), { maxLength: 50 }));
  });

  for (const action of ['mask', 'pseudonymize'] as const) {
    it(`the stream releases what the whole text gives (${action})`, () => {
      fc.assert(
        fc.property(cut, ([whole, cuts]) => {
          const { scan } = scanOf(action);
          const released = cutAt(whole, cuts).map((chunk) => scan.push(chunk));
          expect(released.join('') + scan.finish()).toBe(scanOf(action).scan.finish(whole));
        }),
        { numRuns: runs },
      );
    });
  }

  it('no card number is released in a hidden run', () => {
    const other = 'card 5500 0000 0000 0004';
    fc.assert(
      fc.property(cut, fc.constantFrom(tags, selectors), ([whole, cuts], encode) => {
        const { scan } = scanOf('mask');
        const released = cutAt(`${whole} ${encode(other)}.`, cuts).map((chunk) => scan.push(chunk));
        expect((released.join('') + scan.finish()).includes(encode(other))).toBe(false);
      }),
      { numRuns: runs },
    );
  });
});
