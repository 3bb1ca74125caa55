import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, type SourceFile } from './source-file.ts';

const sourceName = /\.(?:[mc]?ts|tsx|[mc]?js|jsx)$/;

/** What is installed, generated, or kept as evidence of how others write. */
const skippedFolders = new Set(['node_modules', 'dist', 'coverage', 'cdk.out', 'fixtures']);

/** Parses every source file below `root`, in a stable order. Hidden folders are skipped. */
export function readSourceTree(root: string): readonly SourceFile[] {
  return sourcePaths(root, '').map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
}

function sourcePaths(root: string, folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return sourceName.test(entry.name) ? [path] : [];
      if (!entry.isDirectory() || entry.name.startsWith('.') || skippedFolders.has(entry.name)) return [];
      return sourcePaths(root, path);
    });
}
