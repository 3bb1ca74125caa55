import type { Path } from './problem.ts';
import { parseYaml } from './yaml-document.ts';

/** Finds the line and column, counted from 1, of what a governance file says at a path; of the innermost key on the way that is there where nothing is said. */
export function governanceLocator(text: string): (path: Path) => { readonly line: number; readonly column: number } {
  const document = parseYaml(text);
  return (path) => document.position(document.offsetOf(path, 'value'));
}
