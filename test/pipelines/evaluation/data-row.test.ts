import { describe, expect, it } from 'vitest';
import { readRow } from '../../../pipelines/evaluation/data-row.ts';

const text = 'Call 555 now 😀 a@b.example';

describe('a row of labelled data', () => {
  it('is about sensitive information where it has spans', () => {
    const read = readRow({ id: 'a', text, spans: [{ start: 5, end: 8, type: 'PIN', value: '555' }] });
    expect(read).toMatchObject({ kind: 'sensitive', row: { id: 'a', scope: ['ALL'], weak: false } });
  });

  it('is a judgement where it has a label', () => {
    const read = readRow({ id: 7, text, label: 'attack', category: 'c', pair_id: 3 });
    expect(read).toMatchObject({ kind: 'judged', row: { id: '7', hard: false, label_quality: 'ok', pair_id: 3 } });
  });

  it('counts offsets in UTF-16 code units', () => {
    const at = text.indexOf('a@');
    expect(
      readRow({ id: 'a', text, spans: [{ start: at, end: at + 11, type: 'EMAIL', value: 'a@b.example' }] }),
    ).toHaveProperty('kind');
    expect(
      readRow({ id: 'a', text, spans: [{ start: at - 1, end: at + 10, type: 'EMAIL', value: 'a@b.example' }] }),
    ).toBe('spans/0 does not hold its value (offsets count UTF-16 code units, as in JavaScript)');
  });

  it.each([
    [null, 'it is not a JSON object'],
    [[1], 'it is not a JSON object'],
    ['text', 'it is not a JSON object'],
    [{ id: 'a', text }, 'it has neither spans nor a label'],
    [{ id: 'a', text, label: 'maybe' }, 'label is not what was expected (invalid_value)'],
    [{ id: 'a', label: 'attack' }, 'text is not what was expected (invalid_type)'],
    [
      { id: 'a', text, spans: [{ start: -1, end: 3, type: 'PIN' }] },
      'spans/0/start is not what was expected (too_small)',
    ],
    [{ id: 'a', text, spans: [{ start: 3, end: 3, type: 'PIN' }] }, expect.stringContaining('spans/0 does not hold')],
    [{ id: 'a', text, spans: [{ start: 3, end: 999, type: 'PIN' }] }, expect.stringContaining('spans/0 does not hold')],
    [{ id: 'a', text, label: 'attack', kind: 'image' }, 'kind is not what was expected (invalid_value)'],
  ])('is none: %j', (value, problem) => {
    expect(readRow(value)).toEqual(problem);
  });

  it('does not take spans or a label from a prototype', () => {
    expect(readRow(JSON.parse('{"id":"a","text":"t","__proto__":{"label":"attack"}}'))).toBe(
      'it has neither spans nor a label',
    );
  });

  it('names what is wrong without quoting it', () => {
    const problem = readRow({ id: 'a', text: 'secret text', label: 'secret label' });
    expect(problem).not.toContain('secret');
  });
});
