import { describe, expect, it } from 'vitest';
import { createScreener } from '../../../../hub/screening/create-screener.ts';
import type { DocumentSource } from '../../../../hub/screening/documents/document-source.ts';
import { extractedTexts } from '../../../../hub/screening/documents/extracted-text.ts';
import { htmlTexts } from '../../../../hub/screening/documents/html-document.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { applicationWith, guardrailWith } from '../support/policies.ts';

/** A document in a body that keeps what is written. */
function sourceOf(replaceable: boolean, text?: string): DocumentSource & { readonly written: string[] } {
  const written: string[] = [];
  return {
    written,
    format: 'pdf',
    text,
    replaced: false,
    read: () => undefined,
    replaceWithText: replaceable ? (replacement) => written.push(replacement) : undefined,
    replaceInPlace: (replacement) => written.push(replacement),
    accept: () => undefined,
    reject: () => undefined,
  };
}

describe('texts of a document', () => {
  it('stand in its place together, masked or not', () => {
    const source = sourceOf(true);
    const [first, second] = extractedTexts(['one', 'two'], source);
    second?.replace('{TWO}');
    expect(source.written).toEqual(['one\n\n{TWO}']);
    first?.replace('{ONE}');
    expect(source.written.at(-1)).toBe('{ONE}\n\n{TWO}');
  });

  it.each([
    ['of a PDF', extractedTexts(['Card 4111 1111 1111 1111'], sourceOf(false))],
    ['of a page', htmlTexts(sourceOf(false, ''), '<p>Card 4111<b></b> 1111 1111 1111')],
  ])('%s block where a mask has no place', (_what, texts) => {
    const screener = createScreener(applicationWith({ CREDIT_DEBIT_CARD_NUMBER: 'mask' }), guardrailWith(), 'input');
    const verdict = screener.screen({ pointer: '/d', kind: 'document', role: 'user', texts });
    expect(verdict).toMatchObject({ verdict: 'blocked', reason: 'a document that cannot be masked in place' });
  });

  it('pass where there is nothing to mask', () => {
    const texts = extractedTexts(['harmless'], sourceOf(false));
    const screener = createScreener(applicationWith({ CREDIT_DEBIT_CARD_NUMBER: 'mask' }), guardrailWith(), 'input');
    expect(screener.screen({ pointer: '/d', kind: 'document', role: 'user', texts }).verdict).toBe('passed');
  });

  it('never pretend to be replaced', () => {
    const [fixed] = extractedTexts(['secret words'], sourceOf(false));
    expect(fixed?.fixed).toBe(true);
    expect(() => fixed?.replace('x')).toThrow(GatehouseFault);
    expect(() => fixed?.replace('x')).not.toThrow(/secret/);
  });
});
