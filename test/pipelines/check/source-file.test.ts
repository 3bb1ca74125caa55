import { describe, expect, it } from 'vitest';
import { readSource } from '../../../pipelines/check/source-file.ts';

const importsOf = (text: string) =>
  readSource('a.ts', text).imports.map((site) => `${site.line} ${site.specifier}${site.typeOnly ? ' (type)' : ''}`);

describe('imports of a source file', () => {
  it('are found in every form in which a module can be named', () => {
    const text = [
      "import './side-effect.ts';",
      "import value, { other } from './value.ts';",
      "import type { T } from './type.ts';",
      "import { type U } from './inline-type.ts';",
      "import { type V, v } from './mixed.ts';",
      "export { w } from './re-export.ts';",
      "export type { W } from './re-export-type.ts';",
      "export * from './star.ts';",
      "export * as ns from './namespace.ts';",
      "const late = () => import('./dynamic.ts');",
      "type X = import('./import-type.ts').X;",
    ].join('\n');
    expect(importsOf(text)).toEqual([
      '1 ./side-effect.ts',
      '2 ./value.ts',
      '3 ./type.ts (type)',
      '4 ./inline-type.ts (type)',
      '5 ./mixed.ts',
      '6 ./re-export.ts',
      '7 ./re-export-type.ts (type)',
      '8 ./star.ts',
      '9 ./namespace.ts',
      '10 ./dynamic.ts',
      '11 ./import-type.ts (type)',
    ]);
  });

  it('are not found in comments, strings, templates or regular expressions', () => {
    const text = [
      "// import './comment.ts';",
      "/* export * from './block.ts'; */",
      'const a = "import \'./string.ts\'";',
      "const b = `import './template.ts'`;",
      "const c = /import '.\\/pattern.ts'/;",
      'const d = import.meta.dirname;',
    ].join('\n');
    expect(importsOf(text)).toEqual([]);
  });

  it('keep their line after text outside the basic plane and Windows line ends', () => {
    expect(importsOf("const a = '😀é';\r\n\r\nimport './b.ts';\r\n")).toEqual(['3 ./b.ts']);
  });
});

describe('functions of a source file', () => {
  const functionsOf = (text: string) => readSource('a.ts', text).functions;

  it.each([
    ['function declared() {\n}', 'declared'],
    ['const arrow = () => {\n};', 'arrow'],
    ['const o = { method() {\n} };', 'method'],
    ['class C { member() {\n} }', 'member'],
    ['run(() => {\n});', 'anonymous function'],
  ])('%j is named %s and has two lines', (text, name) => {
    expect(functionsOf(text)).toMatchObject([{ name, line: 1, lines: 2, suite: false }]);
  });

  it('do not count blank lines', () => {
    expect(functionsOf('function f() {\n\n  \n  g();\n}')).toMatchObject([{ lines: 3 }]);
  });

  it.each(["describe('x', () => {});", "describe.each([1])('x', () => {});", "describe.skipIf(true)('x', () => {});"])(
    'are suites when given to %s',
    (text) => {
      expect(functionsOf(text)).toMatchObject([{ suite: true }]);
    },
  );

  it('are suites when they hold a shared one by name', () => {
    expect(functionsOf('function describeLedger() {}')).toMatchObject([{ suite: true }]);
    expect(functionsOf('function describe() {}')).toMatchObject([{ suite: false }]);
  });

  it('are no suites when given to it', () => {
    expect(functionsOf("it('x', () => {});")).toMatchObject([{ suite: false }]);
  });
});

describe('a source file', () => {
  it('counts its lines with and without a last line end', () => {
    expect(readSource('a.ts', 'a;\nb;\n').lines).toBe(2);
    expect(readSource('a.ts', 'a;\nb;').lines).toBe(2);
  });

  it('that does not parse says where', () => {
    expect(readSource('a.ts', 'const a = 1;\nconst = ;\n').syntaxErrors).toEqual([expect.stringMatching(/^a\.ts:2 /)]);
  });
});
