import { describe, expect, it } from 'vitest';
import type { ConfidenceReason } from '../../../../hub/response-filter/confidence/score-confidence.ts';
import { annotationOf, schemaRefusal, withheldMessage } from '../../../../hub/response-filter/judgement/messages.ts';
import type { SchemaError } from '../../../../hub/response-filter/schema/schema-errors.ts';

const reason = (code: ConfidenceReason['code'], count = 1): ConfidenceReason => ({ code, count, factor: 0.5 });
const noteOn = (...reasons: readonly ConfidenceReason[]) => annotationOf({ score: 0.4242, reasons }, '01J');

describe('the note on an answer of low confidence', () => {
  it.each([
    [
      [reason('unsupported_figures', 3), reason('unsupported_quotations')],
      '3 figures and 1 quotation stand in no given source',
    ],
    [[reason('unsupported_names')], '1 name stands in no given source'],
    [[reason('unsupported_dates', 2)], '2 dates stand in no given source'],
    [
      [reason('unsupported_citations'), reason('unsupported_dates'), reason('unsupported_names', 2)],
      '1 citation, 1 date and 2 names stand in no given source',
    ],
    [[reason('truncated')], 'it was cut off'],
    [
      [reason('self_agreement', 2), reason('unsupported_figures', 2)],
      '2 figures stand in no given source; other answers to the same question differ',
    ],
  ])('counts and says why: %j', (reasons, words) => {
    expect(noteOn(...reasons)).toBe(`Low confidence (0.42): ${words}. Record 01J.`);
  });
});

it('says of a withheld answer why, and where it is on record', () => {
  expect(withheldMessage({ score: 0.2, reasons: [] }, '01J')).toMatch(/low confidence \(0\.20\).*01J/);
});

describe('the refusal of an answer that does not satisfy its schema', () => {
  const refused = (...errors: readonly SchemaError[]) => schemaRefusal({ result: 'failed', errors, hints: [] }).message;

  it('names places and rules', () => {
    expect(refused({ path: '/total', rule: 'type' }, { path: '', rule: 'required', missing: 'total' })).toContain(
      '/total breaks “type”, the document lacks “total”.',
    );
  });

  it('says what is no document at all', () => {
    expect(refused({ path: '', rule: 'not_json' })).toContain('the answer is no JSON document (not json)');
  });

  it('stays short, however much is wrong and however deep', () => {
    const path = '/nested'.repeat(1_000);
    const many = Array.from({ length: 10 }, () => ({ path, rule: 'type' }));
    expect(refused(...many).length).toBeLessThan(800);
  });

  it('says where the fault is the schema’s', () => {
    const refusal = schemaRefusal({ result: 'not_checked', reason: 'schema_too_large', origin: 'application' });
    expect(refusal).toMatchObject({
      code: 'output_schema_failed',
      message: expect.stringContaining('schema too large'),
    });
  });
});
