import { describe, expect, it } from 'vitest';
import { describeFound, formatPath, formatProblem, type Problem } from '../../../shared/config/problem.ts';

const problem: Problem = {
  file: 'governance.yaml',
  line: 2,
  column: 13,
  path: 'applications.desk.models[1]',
  found: "'claude-sonet'",
  message: 'which is not in models',
  remedy: "Did you mean 'claude-sonnet'?",
};

describe('formatProblem', () => {
  it('prints place, path, finding and remedy, then the line with a caret under the column', () => {
    expect(formatProblem(problem, 'a:\n  models: [x, claude-sonet]\n').split('\n')).toEqual([
      "governance.yaml:2:13 applications.desk.models[1]: found 'claude-sonet', which is not in models. Did you mean 'claude-sonnet'?",
      '      models: [x, claude-sonet]',
      '                ^',
    ]);
  });

  it('keeps tabs before the caret, so that it stands under its column', () => {
    const text = formatProblem({ ...problem, line: 1, column: 3 }, '\t\tx');
    expect(text.split('\n').at(-1)).toBe('    \t\t^');
  });

  it('leaves the excerpt out where the line is empty or not there', () => {
    expect(formatProblem({ ...problem, line: 99 }, 'a: 1')).not.toContain('\n');
  });

  it('shows only the neighbourhood of the column of an endless line', () => {
    const [, excerpt, caret] = formatProblem(
      { ...problem, line: 1, column: 5001 },
      `${'a'.repeat(5000)}!${'b'.repeat(5000)}`,
    ).split('\n');
    expect(excerpt).toHaveLength(124);
    expect(excerpt?.[caret?.indexOf('^') ?? -1]).toBe('!');
  });

  it('lets no escape sequence of the file reach the terminal', () => {
    const text = formatProblem({ ...problem, line: 1, column: 1 }, 'a: \u001b[31mred \u202e');
    expect(text).toContain('a: \ufffd[31mred \ufffd');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });

  it('reads lines that end in carriage return and line feed', () => {
    expect(formatProblem({ ...problem, column: 1 }, 'a: 1\r\nbb: 2\r\n').split('\n')[1]).toBe('    bb: 2');
  });
});

describe('formatPath', () => {
  it.each([
    [[], ''],
    [['models'], 'models'],
    [['applications', 'desk', 'models', 1], 'applications.desk.models[1]'],
    [['a', 'b c', 'd'], 'a["b c"].d'],
  ])('writes %j as %j', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe('describeFound', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'an empty value'],
    ['x', "'x'"],
    [7, '7'],
    [true, 'true'],
    [[1], 'a list'],
    [{ a: 1 }, 'a map'],
  ])('calls %j %s', (value, text) => {
    expect(describeFound(value)).toBe(text);
  });

  it('shortens long text', () => {
    expect(describeFound('x'.repeat(1000))).toBe(`'${'x'.repeat(60)}…'`);
  });
});
