import { describe, expect, it } from 'vitest';
import { judgeShape } from '../../../pipelines/check/shape-rules.ts';
import { readSource } from '../../../pipelines/check/source-file.ts';

const limits = { fileLines: 10, functionLines: 4 };
const problems = (path: string, text: string) => judgeShape([readSource(path, text)], limits);
const functionOf = (codeLines: number) => `function f() {\n${'  g();\n'.repeat(codeLines - 2)}}\n`;

describe('shape rules', () => {
  it('let files and functions at the limit pass', () => {
    expect(problems('hub/a.ts', 'a();\n'.repeat(10))).toEqual([]);
    expect(problems('hub/a.ts', functionOf(4))).toEqual([]);
  });

  it('refuse a longer file', () => {
    expect(problems('hub/a.ts', 'a();\n'.repeat(11))).toMatchObject([{ where: 'hub/a.ts', rule: 'file-length' }]);
  });

  it('refuse a longer function, at its line', () => {
    expect(problems('hub/a.ts', `\n${functionOf(5)}`)).toMatchObject([
      { where: 'hub/a.ts:2', rule: 'function-length', message: 'f has 5 lines of code; the limit is 4.' },
    ]);
  });

  it('let a suite be as long as its tests, but not a test', () => {
    expect(problems('test/a.test.ts', `describe('a', () => {\n${'  g();\n'.repeat(6)}});\n`)).toEqual([]);
    expect(problems('test/a.test.ts', `it('a', () => {\n${'  g();\n'.repeat(6)}});\n`)).toHaveLength(1);
  });

  it.each(['hub/utils.ts', 'shared/helpers.ts', 'common.ts', 'test/utils.test.ts'])('refuse the name %s', (path) => {
    expect(problems(path, '')).toMatchObject([{ where: path, rule: 'file-name' }]);
  });

  it('let a name pass that only contains such a word', () => {
    expect(problems('hub/common-errors.ts', '')).toEqual([]);
  });
});
