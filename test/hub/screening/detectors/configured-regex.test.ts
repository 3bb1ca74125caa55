import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll } from '../../../../hub/screening/detector.ts';
import { configuredRegex, literalPrefix, staysInWord } from '../../../../hub/screening/detectors/configured-regex.ts';

function found(pattern: string, text: string): string[] {
  return findAll(configuredRegex('p', pattern), text).map((match) => text.slice(match.start, match.end));
}

describe('a configured pattern', () => {
  it('finds every match with its name', () => {
    expect(found('EMP-\\d{6}', 'EMP-123456 and EMP-654321')).toEqual(['EMP-123456', 'EMP-654321']);
    expect(findAll(configuredRegex('employee', 'E\\d'), 'E1')[0]?.type).toBe('REGEX:employee');
  });

  it('counts offsets in UTF-16 units', () => {
    expect(findAll(configuredRegex('p', 'E\\d'), '😀 E1')).toEqual([{ start: 3, end: 5, type: 'REGEX:p' }]);
  });

  it('sees the boundary before where it resumes', () => {
    expect(found('\\bE\\d', 'E1E2 E3')).toEqual(['E1', 'E3']);
  });

  it('that can match white space stays within a line', () => {
    expect(found('a[\\s\\S]*b', 'a 1 b\na 2\nb')).toEqual(['a 1 b']);
  });

  it('takes ^ as the beginning of the text and $ as the end of the line', () => {
    expect(found('^a .', 'a 1\na 2')).toEqual(['a 1']);
    expect(found('. z$', '1 z\n2 z')).toEqual(['1 z', '2 z']);
  });

  it('ignores empty matches', () => {
    expect(found('x*', 'axxb')).toEqual(['xx']);
  });

  it('is found in words and lines that are longer than a piece', () => {
    const filler = '-'.repeat(5000);
    expect(found('E\\d', `${filler}E1${filler}E2`)).toEqual(['E1', 'E2']);
    expect(found('E \\d', `${filler}E 1${filler}E 2`)).toEqual(['E 1', 'E 2']);
  });

  it('takes linear time where a backtracking engine explodes', () => {
    expect(found('(a+)+$', `${'a'.repeat(500)}!`)).toEqual([]);
  });

  it('is refused where RE2 has no such thing', () => {
    expect(() => configuredRegex('p', '(?=x)')).toThrow();
  });
});

describe('staysInWord', () => {
  it('is certain for plain identifiers', () => {
    for (const pattern of ['EMP-\\d{6}', '\\b[A-Z]{2}\\w+\\b', '(?i)case#[0-9]+', 'a\\.b\\/c', '[!-~]+']) {
      expect(staysInWord(pattern), pattern).toBe(true);
    }
  });

  it('is not certain where white space might match', () => {
    for (const pattern of [
      'a b',
      'a.b',
      '[^x]',
      '\\s',
      '\\W',
      '\\D',
      '\\x20',
      '\\pZ',
      '[[:space:]]',
      '\\Q \\E',
      'é',
      '\\\\.',
      'a\tb',
      '\\n',
    ]) {
      expect(staysInWord(pattern), pattern).toBe(false);
    }
  });
});

describe('the literal prefix of a pattern', () => {
  it.each([
    ['CLM-[0-9]{8}', 'CLM-'],
    ['\\bCLM-[0-9]{8}\\b', 'CLM-'],
    ['^ID', 'ID'],
    ['ab?c', 'a'],
    ['ab*', 'a'],
    ['ab{0,2}', 'a'],
    ['a+', ''],
    ['abc|def', ''],
    ['(?i)abc', ''],
    ['(abc)', ''],
    ['[a-z]x', ''],
    ['\\dabc', ''],
    ['', ''],
  ])('of %s is "%s"', (pattern, prefix) => {
    expect(literalPrefix(pattern)).toBe(prefix);
  });

  it('begins every match, so that looking for it first hides none', () => {
    const pattern = fc.constantFrom('CLM-[0-9]{2,4}', '\\bAB?C[0-9]', 'x-y*[a-z]{1,3}', '^Q[0-9]+');
    fc.assert(
      fc.property(
        pattern,
        fc.array(fc.constantFrom('CLM-', 'AB', 'C', 'x-', 'y', 'Q', '1', '23', ' ', '\n'), { maxLength: 20 }),
        (source, pieces) => {
          const hit = new RegExp(source, 'm').exec(pieces.join(''));
          if (hit !== null) expect(hit[0].startsWith(literalPrefix(source))).toBe(true);
        },
      ),
    );
  });
});
