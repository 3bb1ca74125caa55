import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../hub/screening/detector.ts';
import { sensitiveInformation } from '../../../hub/screening/detectors/sensitive-information.ts';
import { deniedWords } from '../../../hub/screening/detectors/words.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { always, type SpanAction } from '../../../hub/screening/rule.ts';
import { type FoundSpan, SpanScan } from '../../../hub/screening/span-scan.ts';
import { FindingTally } from '../../../hub/screening/tally.ts';
import { cutExoticText, cutText } from './support/texts.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 300);
const typed: readonly Detector[] = sensitiveInformation;
const detectors: readonly Detector[] = [...sensitiveInformation, deniedWords(['forbidden', 'top secret', 'é', '™'])];

function scanning(action: SpanAction, found = detectors) {
  const spans: FoundSpan[] = [];
  const pseudonyms = new Pseudonyms();
  const rules = found.map((detector) => always(action, detector));
  const scan = new SpanScan(rules, new FindingTally(), pseudonyms, (span) => spans.push(span));
  return { scan, spans, pseudonyms };
}

function masked(text: string): string {
  return scanning('mask').scan.finish(text);
}

function streamed(scan: SpanScan, chunks: readonly string[]): string {
  return chunks.map((chunk) => scan.push(chunk)).join('') + scan.finish();
}

describe('a span in another dress', () => {
  it.each([
    ['fullwidth digits', 'Card ４１１１ １１１１ １１１１ １１１１.', 'Card {CREDIT_DEBIT_CARD_NUMBER}.'],
    ['zero-width characters', 'Card 4111\u200b1111\u200b1111\u200b1111.', 'Card {CREDIT_DEBIT_CARD_NUMBER}.'],
    ['combining marks', `Card 4\u0336${'1\u0336'.repeat(15)}.`, 'Card {CREDIT_DEBIT_CARD_NUMBER}.'],
    [
      'keycaps',
      `Card ${Array.from('4111111111111111', (digit) => `${digit}\ufe0f\u20e3`).join('')}.`,
      'Card {CREDIT_DEBIT_CARD_NUMBER}\ufe0f\u20e3.',
    ],
    ['digits of another script', 'Card ٤١١١ ١١١١ ١١١١ ١١١١.', 'Card {CREDIT_DEBIT_CARD_NUMBER}.'],
    ['no-break spaces and dashes', 'Card 4111\u00a01111–1111—1111.', 'Card {CREDIT_DEBIT_CARD_NUMBER}.'],
    ['a Cyrillic letter', 'Mail info@ехample.com!', 'Mail {EMAIL}!'],
    ['a footnote mark', 'Card 4111 1111 1111 1111² and', 'Card {CREDIT_DEBIT_CARD_NUMBER}² and'],
    [
      'invisible characters at its edges',
      'a \u200b4111111111111111\u200b b',
      'a \u200b{CREDIT_DEBIT_CARD_NUMBER}\u200b b',
    ],
  ])('is masked in full: %s', (_, text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('leaves the text around it byte for byte', () => {
    expect(masked('“Ｎäive” ﬁsh… ½ — ４１１１１１１１１１１１１１１１ \u200b²')).toBe(
      '“Ｎäive” ﬁsh… ½ — {CREDIT_DEBIT_CARD_NUMBER} \u200b²',
    );
  });
});

describe('however it is cut, exotic text', () => {
  it('is masked like the whole', () => {
    fc.assert(
      fc.property(cutExoticText, ({ text, chunks }) => {
        expect(streamed(scanning('mask').scan, chunks)).toBe(masked(text));
      }),
      { numRuns: runs * 4 },
    );
  });

  it('gets the same pseudonyms, and putting their values back is the identity', () => {
    fc.assert(
      fc.property(fc.oneof(cutExoticText, cutText), ({ text, chunks }) => {
        fc.pre(!/\{[A-Z]/.test(text));
        const [whole, pieces] = [scanning('pseudonymize', typed), scanning('pseudonymize', typed)];
        const released = streamed(pieces.scan, chunks);
        expect(released).toBe(whole.scan.finish(text));
        const restored = released.replace(
          /\{[A-Z][A-Z_]*_\d+\}/g,
          (token) => pieces.pseudonyms.valueOf(token) ?? token,
        );
        expect(restored).toBe(text);
      }),
      { numRuns: runs * 2 },
    );
  });

  it('releases no character of a masked span', () => {
    fc.assert(
      fc.property(cutExoticText, ({ text, chunks }) => {
        const { scan, spans } = scanning('mask');
        const released = streamed(scan, chunks);
        const covered = new Uint8Array(text.length);
        for (const { start, end } of spans) covered.fill(1, start, end);
        const free = Array.from({ length: text.length }, (_, at) => (covered[at] === 1 ? '' : text.charAt(at))).join(
          '',
        );
        expect(released.replace(/\{[A-Z][A-Z_]+\}/g, '')).toBe(free);
      }),
      { numRuns: runs * 2 },
    );
  });

  it('reports the spans that it masks, in whole characters', () => {
    const { scan, spans } = scanning('mask');
    scan.finish('to 𝐟orbi\u0301dden\u0301!');
    expect(spans.map(({ start, end, type }) => [start, end, type])).toEqual([[3, 15, expect.stringContaining('WORD')]]);
  });
});
