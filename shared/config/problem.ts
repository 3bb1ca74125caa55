import { printable } from './printable.ts';

/** Keys and list indices from the root of the file to a value. */
export type Path = readonly (string | number)[];

/** Problems that are listed at most; a file with more is not a governance file with slips. */
export const mostProblems = 1000;

/** One thing that is wrong with `governance.yaml`, for a person to mend. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Such as `applications.claims-assistant.models[1]`; empty for the file as a whole. */
  readonly path: string;
  /** What stands there, shortened: `'claude-sonet'`, `a list`, `nothing`. */
  readonly found: string;
  /** What is wrong with it, as a clause that continues "found …, ". */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** A problem before it has a place: where it is, in terms of the data or of the text. */
export interface Finding {
  readonly path: Path;
  /** The key, the value (or the nearest value around it that exists), or an offset in the text. Default: the value. */
  readonly at?: 'key' | 'value' | { readonly offset: number };
  readonly found: string;
  readonly message: string;
  readonly remedy: string;
}

export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `["${printable(step)}"]`;
  }
  return text;
}

/** How a value is called in a problem. */
export function describeFound(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (typeof value === 'string') return `'${printable(value)}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : String(value);
}

/** How the parts of a formatted problem are coloured; each takes and answers text. */
export interface ProblemPaint {
  readonly place: (text: string) => string;
  readonly found: (text: string) => string;
  readonly caret: (text: string) => string;
}

const plain: ProblemPaint = { place: (text) => text, found: (text) => text, caret: (text) => text };

/** One problem as a compiler would print it: place, what is wrong, what to write, and the source line with a caret under it. */
export function formatProblem(problem: Problem, source: string): string {
  return problemFormatter(source)(problem);
}

/** The same for many problems of one source, which is split into lines once. */
export function problemFormatter(source: string, paint: ProblemPaint = plain): (problem: Problem) => string {
  const lines = source.split(/\r?\n/);
  return (problem) => {
    const place = paint.place(`${printable(problem.file, 300)}:${problem.line}:${problem.column}`);
    const path = problem.path === '' ? '' : ` ${problem.path}`;
    const head = `${place}${path}: found ${paint.found(problem.found)}, ${problem.message}. ${problem.remedy}`;
    const excerpt = excerptOf(lines[problem.line - 1] ?? '', problem.column, paint);
    return excerpt === '' ? head : `${head}\n${excerpt}`;
  };
}

/** Characters of a source line that are shown at most, so that one endless line does not flood a terminal. */
const excerptWidth = 120;

function excerptOf(line: string, column: number, paint: ProblemPaint): string {
  if (line.trim() === '') return '';
  const start = Math.max(0, column - 1 - excerptWidth / 2);
  const shown = line.slice(start, start + excerptWidth);
  const indent = shown.slice(0, column - 1 - start).replace(/[^\t]/g, ' ');
  return `    ${printable(shown, excerptWidth)}\n    ${indent}${paint.caret('^')}`;
}
