import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configuredRegex } from '../../../hub/screening/detectors/configured-regex.ts';
import { sensitiveInformation } from '../../../hub/screening/detectors/sensitive-information.ts';
import { deniedWords } from '../../../hub/screening/detectors/words.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import type { Rule } from '../../../hub/screening/rule.ts';
import { always } from '../../../hub/screening/rule.ts';
import { SpanScan } from '../../../hub/screening/span-scan.ts';
import { FindingTally } from '../../../hub/screening/tally.ts';
import { cutText, examples } from './support/texts.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 150);

const detectors = [
  ...sensitiveInformation,
  deniedWords(['forbidden', 'top secret', 'top secret plan', 'c++', '漢', 'plan', 'top']),
  configuredRegex('employee', 'EMP-\\d{6}'),
  configuredRegex('case', '(?i)case \\d+ closed'),
  configuredRegex('letters', '[a-z]+x?\\b'),
];

function masking(detector: Rule['detector']): Rule {
  return always('mask', detector);
}

function whole(rules: readonly Rule[], text: string) {
  const tally = new FindingTally();
  return { text: new SpanScan(rules, tally, new Pseudonyms()).finish(text), findings: tally.findings() };
}

function streamed(rules: readonly Rule[], chunks: readonly string[]) {
  const tally = new FindingTally();
  const scan = new SpanScan(rules, tally, new Pseudonyms());
  const released = chunks.map((chunk) => scan.push(chunk));
  return { released, text: released.join('') + scan.finish(), findings: tally.findings() };
}

function byType(findings: readonly { type: string; detector: string; count: number }[]) {
  return Object.fromEntries(findings.map((finding) => [`${finding.detector} ${finding.type}`, finding.count]));
}

describe('a stream, however it is cut, is masked like the whole text', () => {
  for (const [at, detector] of detectors.entries()) {
    it(`by ${detector.name} ${at}`, () => {
      const rules = [masking(detector)];
      fc.assert(
        fc.property(cutText, ({ text, chunks }) => {
          const [all, pieces] = [whole(rules, text), streamed(rules, chunks)];
          expect(pieces.text).toBe(all.text);
          expect(byType(pieces.findings)).toEqual(byType(all.findings));
        }),
        { numRuns: runs },
      );
    });
  }

  it('by all detectors together', () => {
    const rules = detectors.map(masking);
    fc.assert(
      fc.property(cutText, ({ text, chunks }) => {
        const [all, pieces] = [whole(rules, text), streamed(rules, chunks)];
        expect(pieces.text).toBe(all.text);
        expect(byType(pieces.findings)).toEqual(byType(all.findings));
      }),
      { numRuns: runs * 3 },
    );
  });
});

describe('what a stream releases', () => {
  it('never ends in half a surrogate pair before the end', () => {
    const rules = detectors.map(masking);
    fc.assert(
      fc.property(cutText, ({ text, chunks }) => {
        fc.pre(text.isWellFormed());
        for (const piece of streamed(rules, chunks).released) expect(piece.isWellFormed()).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it('before a block is a beginning of the masked text, so no character of the blocked span', () => {
    const cards = sensitiveInformation.map((detector) =>
      always(detector.name === 'payment-card' ? 'block' : 'mask', detector),
    );
    fc.assert(
      fc.property(cutText, ({ text, chunks }) => {
        const masked = whole(sensitiveInformation.map(masking), text).text;
        const pieces = streamed(cards, chunks);
        const blocked = pieces.findings.some((finding) => finding.action === 'block');
        if (blocked) expect(masked.startsWith(pieces.text)).toBe(true);
        else expect(pieces.text).toBe(masked);
      }),
      { numRuns: runs },
    );
  });

  it('keeps back no more than the last word of ordinary prose', () => {
    const prose =
      'The committee met on Tuesday and agreed that every claim of the former owner would be paid in full before the spring. ';
    const scan = new SpanScan(
      detectors.slice(0, sensitiveInformation.length).map(masking),
      new FindingTally(),
      new Pseudonyms(),
    );
    let given = 0;
    let released = 0;
    for (const character of prose.repeat(3)) {
      given += 1;
      released += scan.push(character).length;
      expect(given - released).toBeLessThanOrEqual('committee '.length + 1);
    }
  });

  it('masks an entity that arrives one character at a time', () => {
    for (const [type, texts] of Object.entries(examples)) {
      for (const text of texts) {
        const result = streamed(sensitiveInformation.map(masking), `So: ${text} and more.`.split(''));
        expect(result.text, type).toContain(`{${type}}`);
      }
    }
  });
});
