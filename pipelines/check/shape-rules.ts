import { posix } from 'node:path';
import type { Problem } from './problem.ts';
import type { FunctionSpan, SourceFile } from './source-file.ts';

/** Lines of a file, and code lines of a function. */
export interface ShapeLimits {
  readonly fileLines: number;
  readonly functionLines: number;
}

/** Beyond these, `npm run check` fails. */
export const hardLimits: ShapeLimits = { fileLines: 300, functionLines: 50 };
/** What we aim for; `--verbose` lists what is beyond. */
export const aims: ShapeLimits = { fileLines: 150, functionLines: 20 };

/** Names that say nothing about what is inside, so anything ends up there. */
const emptyNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'stuff']);

export function judgeShape(files: readonly SourceFile[], limits: ShapeLimits): readonly Problem[] {
  return files.flatMap((file) => [
    ...judgeName(file),
    ...judgeLength(file, limits.fileLines),
    ...judgeFunctions(file, limits.functionLines),
  ]);
}

function judgeName(file: SourceFile): readonly Problem[] {
  const name = posix.basename(file.path).split('.')[0] ?? '';
  if (!emptyNames.has(name)) return [];
  const message = `the name '${name}' does not say what the file is for.`;
  return [{ where: file.path, rule: 'file-name', message, remedy: 'Name it after its one job, or split it by job.' }];
}

function judgeLength(file: SourceFile, limit: number): readonly Problem[] {
  if (file.lines <= limit) return [];
  const message = `has ${file.lines} lines; the limit is ${limit}.`;
  return [{ where: file.path, rule: 'file-length', message, remedy: 'Give each of its jobs a file.' }];
}

function judgeFunctions(file: SourceFile, limit: number): readonly Problem[] {
  const tooLong = (span: FunctionSpan) => span.lines > limit && !span.suite;
  return file.functions.filter(tooLong).map((span) => ({
    where: `${file.path}:${span.line}`,
    rule: 'function-length',
    message: `${span.name} has ${span.lines} lines of code; the limit is ${limit}.`,
    remedy: 'Name its steps and make each a function.',
  }));
}
