import { type Program, parseSync, Visitor } from 'oxc-parser';

/** A module that a file names, at the line where it names it. */
export interface ImportSite {
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** `import type`, `export type` and `import('…').T` are erased: they bind the layers, but nothing at run time. */
  readonly typeOnly: boolean;
}

export interface FunctionSpan {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** Lines from the first to the last of the function that are not blank. */
  readonly lines: number;
  /** A `describe` callback, or a function `describeSomething` that holds a shared suite: a list of tests, not steps to follow. */
  readonly suite: boolean;
}

export interface SourceFile {
  /** Relative to the project root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ImportSite[];
  readonly functions: readonly FunctionSpan[];
  /** Syntax errors. A file that cannot be parsed cannot be judged, so it must not pass for clean. */
  readonly syntaxErrors: readonly string[];
}

type FunctionNode = { readonly start: number; readonly end: number };

/**
 * Parses one TypeScript or JavaScript file into what the project's own rules look at. A real parser, not a pattern: an import in a
 * comment or a string is none, and a re-export or a type import is one.
 */
export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  const lineStarts = startsOfLines(text);
  const lineOf = (offset: number) => lineAt(lineStarts, offset);
  const imports: ImportSite[] = [];
  const functions: FunctionSpan[] = [];
  new Visitor({
    ...importVisitor((specifier, start, typeOnly) => imports.push({ specifier, line: lineOf(start), typeOnly })),
    ...functionVisitor(suitesIn(program), (node, name, suite) =>
      functions.push({ name, line: lineOf(node.start), lines: codeLines(text, node), suite }),
    ),
  }).visit(program);
  return {
    path,
    lines: text.endsWith('\n') ? lineStarts.length - 1 : lineStarts.length,
    imports,
    functions,
    syntaxErrors: errors.map((error) => `${path}:${lineOf(error.labels[0]?.start ?? 0)} ${error.message}`),
  };
}

function importVisitor(found: (specifier: string, start: number, typeOnly: boolean) => void) {
  const visitor: ConstructorParameters<typeof Visitor>[0] = {
    ImportDeclaration: (node) => {
      const inline = node.specifiers.map(
        (specifier) => specifier.type === 'ImportSpecifier' && specifier.importKind === 'type',
      );
      found(node.source.value, node.start, node.importKind === 'type' || (inline.length > 0 && inline.every(Boolean)));
    },
    ExportAllDeclaration: (node) => found(node.source.value, node.start, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source) found(node.source.value, node.start, node.exportKind === 'type');
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        found(node.source.value, node.start, false);
      }
    },
    TSImportType: (node) => found(node.source.value, node.start, true),
  };
  return visitor;
}

function functionVisitor(
  suites: ReadonlySet<number>,
  found: (node: FunctionNode, name: string, suite: boolean) => void,
) {
  const names = new Map<number, string>();
  const report = (node: FunctionNode, own?: string) => {
    const name = own ?? names.get(node.start) ?? 'anonymous function';
    found(node, name, suites.has(node.start) || /^describe[A-Z]/.test(name));
  };
  const visitor: ConstructorParameters<typeof Visitor>[0] = {
    // A variable, property or method names the function that stands in it, and is visited before it.
    VariableDeclarator: (node) => {
      if (node.init && node.id.type === 'Identifier') names.set(node.init.start, node.id.name);
    },
    MethodDefinition: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    Property: (node) => {
      if (node.key.type === 'Identifier') names.set(node.value.start, node.key.name);
    },
    FunctionDeclaration: (node) => report(node, node.id?.name),
    FunctionExpression: (node) => report(node, node.id?.name),
    ArrowFunctionExpression: (node) => report(node),
  };
  return visitor;
}

/** Where the callbacks of `describe`, `describe.each(…)`, `describe.skipIf(…)` and the like begin. */
function suitesIn(program: Program): ReadonlySet<number> {
  const starts = new Set<number>();
  new Visitor({
    CallExpression: (node) => {
      if (!calls(node.callee, 'describe')) return;
      for (const argument of node.arguments) starts.add(argument.start);
    },
  }).visit(program);
  return starts;
}

function calls(callee: unknown, name: string): boolean {
  const node = callee as { type: string; name?: string; object?: unknown; callee?: unknown };
  if (node.type === 'Identifier') return node.name === name;
  if (node.type === 'MemberExpression') return calls(node.object, name);
  return node.type === 'CallExpression' && calls(node.callee, name);
}

function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

function codeLines(text: string, node: FunctionNode): number {
  return text
    .slice(node.start, node.end)
    .split('\n')
    .filter((line) => line.trim() !== '').length;
}
