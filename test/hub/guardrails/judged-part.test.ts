import { describe, expect, it } from 'vitest';
import { JudgedPart, separate } from '../../../hub/guardrails/judged-part.ts';
import { partOf, textsOf } from './sample-parts.ts';

describe('a part as a guardrail reads it', () => {
  it('has its texts one below the other', () => {
    expect(new JudgedPart(partOf('name', 'Jane Doe')).text).toBe('name\nJane Doe');
  });

  it('is empty where all of it is white space', () => {
    expect(new JudgedPart(partOf(' ', '\n')).isEmpty).toBe(true);
    expect(new JudgedPart(partOf('x')).isEmpty).toBe(false);
  });

  it('is masked in the text that a span stands in', () => {
    const part = partOf('first Jane', 'then Bob');
    const masked = new JudgedPart(part).replace(
      [
        { start: 6, end: 10, type: 'NAME' },
        { start: 16, end: 19, type: 'NAME' },
      ],
      (type) => `{${type}}`,
    );
    expect(masked).toBe(true);
    expect(textsOf(part)).toEqual(['first {NAME}', 'then {NAME}']);
  });

  it('is masked on both sides of a seam that a span goes over', () => {
    const part = partOf('I am Jane', 'Doe of Ely');
    new JudgedPart(part).replace([{ start: 5, end: 13, type: 'NAME' }], (type, value) => `{${type}:${value}}`);
    expect(textsOf(part)).toEqual(['I am {NAME:Jane}', '{NAME:Doe} of Ely']);
  });

  it('stays as it was where a text in it cannot be changed', () => {
    const part = partOf('Jane', 'Bob');
    const fixed = {
      ...part,
      texts: part.texts.map((text, at) => (at === 1 ? Object.assign(text, { fixed: true as const }) : text)),
    };
    const spans = [
      { start: 0, end: 4, type: 'NAME' },
      { start: 5, end: 8, type: 'NAME' },
    ];
    expect(new JudgedPart(fixed).replace(spans, () => 'x')).toBe(false);
    expect(textsOf(fixed)).toEqual(['Jane', 'Bob']);
  });
});

describe('separate spans', () => {
  it('belong to the one that begins first, the longest of equals, with nothing left uncovered', () => {
    const spans = [
      { start: 4, end: 9, type: 'B' },
      { start: 0, end: 3, type: 'A' },
      { start: 0, end: 6, type: 'C' },
      { start: 5, end: 6, type: 'D' },
    ];
    expect(separate(spans)).toEqual([
      { start: 0, end: 6, type: 'C' },
      { start: 6, end: 9, type: 'B' },
    ]);
  });
});
