import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodedRule } from '../../../../hub/screening/decoding/encoded-rule.ts';
import type { Detector, Match } from '../../../../hub/screening/detector.ts';
import { email } from '../../../../hub/screening/detectors/email.ts';
import { paymentCard } from '../../../../hub/screening/detectors/payment-card.ts';
import { usSsn } from '../../../../hub/screening/detectors/us-ssn.ts';
import { deniedWords } from '../../../../hub/screening/detectors/words.ts';
import { Pseudonyms } from '../../../../hub/screening/pseudonyms.ts';
import { always, type Rule, type SpanAction } from '../../../../hub/screening/rule.ts';
import { SpanScan } from '../../../../hub/screening/span-scan.ts';
import { FindingTally } from '../../../../hub/screening/tally.ts';
import { cutAt } from '../support/texts.ts';

const detectors: readonly Detector[] = [paymentCard, email, usSsn, deniedWords(['forbidden'])];
const runs = Number(process.env.PROPERTY_RUNS ?? 300);

function scanOf(action: SpanAction, pseudonyms = new Pseudonyms()) {
  const rules = detectors.map((detector) => always(action, detector));
  const tally = new FindingTally();
  return { scan: new SpanScan([...rules, encodedRule(rules)], tally, pseudonyms), tally };
}

function masked(text: string): string {
  return scanOf('mask').scan.finish(text);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escapes = (text: string) =>
  Array.from(text, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (text: string) => Array.from(text, (one) => `&#${one.charCodeAt(0)};`).join('');
const wrapped = (text: string) => base64(text).replace(/.{76}(?=.)/g, '$&\n');
const card = 'card 4111 1111 1111 1111';

describe('an encoded run', () => {
  it.each([
    ['base64', base64(card)],
    ['hexadecimal', hex(card)],
    ['percent escapes', percent(card)],
    ['source escapes', escapes(card)],
    ['character references', entities(card)],
    ['base64 in base64', base64(`a ${base64(card)}`)],
    ['percent escapes in base64', base64(percent(card))],
    ['wrapped base64', wrapped(`${'So it goes on. '.repeat(12)}${card}`)],
  ])('in which a rule finds something is masked in full: %s', (_, run) => {
    expect(masked(`Read "${run}" now`)).toBe('Read "{CREDIT_DEBIT_CARD_NUMBER}" now');
  });

  it('stays as it is where no rule finds anything', () => {
    const text = `Read ${base64('nothing of note')} and ${percent('nothing')} now`;
    expect(masked(text)).toBe(text);
  });

  it('counts as a finding of its type, by the detector of what is encoded', () => {
    const { scan, tally } = scanOf('block');
    scan.finish(`Read ${base64('write to a@example.com')} now`);
    expect(tally.findings()).toEqual([{ type: 'EMAIL', detector: 'encoded', action: 'block', count: 1 }]);
  });

  it('does not count what stands in the open beside an escape', () => {
    expect(masked('&lt;jane@example.com&gt; and R&amp;D')).toBe('&lt;{EMAIL}&gt; and R&amp;D');
  });

  it('is named as it stands by its pseudonym', () => {
    const pseudonyms = new Pseudonyms();
    const run = base64('a@example.com');
    expect(scanOf('pseudonymize', pseudonyms).scan.finish(`Read ${run}!`)).toBe('Read {EMAIL_1}!');
    expect(pseudonyms.valueOf('{EMAIL_1}')).toBe(run);
  });

  it('takes the strictest action of what is found in it', () => {
    const rules: Rule[] = [
      always('mask', email),
      always('block', paymentCard),
      { detector: usSsn, actionOf: () => undefined },
    ];
    const rule = encodedRule(rules);
    expect(rule.detector.types).toEqual(['EMAIL', 'CREDIT_DEBIT_CARD_NUMBER']);
    expect(rule.actionOf('CREDIT_DEBIT_CARD_NUMBER')).toBe('block');
    expect(rule.actionOf('US_SOCIAL_SECURITY_NUMBER')).toBeUndefined();
    const found: Match[] = [];
    rule.detector.scan(base64(`a@example.com ${card} 219-09-9998`), 0, true, found);
    expect(found.map(({ type }) => type)).toEqual(['CREDIT_DEBIT_CARD_NUMBER', 'EMAIL']);
  });
});

describe('a long encoded run', () => {
  const filler = 'So it goes on and on. ';
  const blob = (before: number, after: number) => base64(filler.repeat(before) + card + filler.repeat(after));

  it('hides nothing at any place', () => {
    for (let before = 0; before < 500; before += 13) {
      const rest = masked(blob(before, 500 - before));
      expect(rest).toContain('{CREDIT_DEBIT_CARD_NUMBER}');
      expect(Buffer.from(rest.replace(/\{[A-Z_]+\}/g, ''), 'base64').toString()).not.toContain('1111 1111');
    }
  });

  it('is not held back whole', () => {
    const { scan } = scanOf('mask');
    const text = blob(5000, 0);
    let [given, released, most] = [0, 0, 0];
    for (const chunk of text.match(/.{1,100}/g) ?? []) {
      given += chunk.length;
      released += scan.push(chunk).length;
      most = Math.max(most, given - released);
    }
    expect(most).toBeLessThanOrEqual(5120 + 100);
    expect(scan.finish()).toContain('{CREDIT_DEBIT_CARD_NUMBER}');
  });
});

describe('however it is cut, text with encoded runs', () => {
  const secret = fc.constantFrom(
    card,
    'to jane@example.com',
    'nothing at all',
    'forbidden',
    '219-09-9998',
    'x'.repeat(3000),
    'y '.repeat(1500),
  );
  const encode = fc.constantFrom(
    base64,
    hex,
    percent,
    escapes,
    entities,
    wrapped,
    (text: string) => base64(base64(text)),
    (text: string) => text,
  );
  const run = fc
    .tuple(fc.array(secret, { minLength: 1, maxLength: 4 }), encode)
    .map(([texts, one]) => one(texts.join(' ')));
  const glue = fc.constantFrom(
    ' ',
    '\n',
    '\r\n',
    '\r',
    '"',
    'a',
    '=',
    '.',
    '%',
    '%4',
    '\\',
    '\\u00',
    '&',
    '&#',
    '-',
    '漢',
    ' and so on, ',
  );
  const text = fc.array(fc.oneof(run, glue, glue), { maxLength: 8 }).map((pieces) => pieces.join(''));

  it('is masked like the whole, and nothing that was found is released', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 60 }), (whole, cuts) => {
        const { scan } = scanOf('mask');
        const released =
          cutAt(whole, cuts)
            .map((chunk) => scan.push(chunk))
            .join('') + scan.finish();
        expect(released).toBe(masked(whole));
      }),
      { numRuns: runs },
    );
  });

  it('has its values put back by its pseudonyms', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const pseudonyms = new Pseudonyms();
        const released = scanOf('pseudonymize', pseudonyms).scan.finish(whole);
        expect(released.replace(/\{[A-Z][A-Z_:0-9]*_\d+\}/g, (token) => pseudonyms.valueOf(token) ?? token)).toBe(
          whole,
        );
      }),
      { numRuns: runs },
    );
  });
});
