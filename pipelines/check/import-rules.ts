import { matchesGlob, posix } from 'node:path';
import { type ImportRule, importRules } from './import-rule-table.ts';
import type { Problem } from './problem.ts';
import type { ImportSite, SourceFile } from './source-file.ts';

/**
 * Judges every import of every file. Type imports count: a layer that knows another's types depends on it.
 * @returns one problem for each import and rule that it breaks, in the order of the files.
 */
export function judgeImports(
  files: readonly SourceFile[],
  rules: readonly ImportRule[] = importRules,
): readonly Problem[] {
  return files.flatMap((file) => {
    const applicable = rules.filter((rule) => matchesAny(file.path, rule.from) && !matchesAny(file.path, rule.except));
    return file.imports.flatMap((site) => judgeImport(file.path, site, applicable));
  });
}

function judgeImport(from: string, site: ImportSite, rules: readonly ImportRule[]): readonly Problem[] {
  const target = resolveImport(from, site.specifier);
  return rules
    .filter((rule) => matchesAny(target, rule.forbids) && !matchesAny(target, rule.allows))
    .map((rule) => ({
      where: `${from}:${site.line}`,
      rule: rule.name,
      message: `imports '${site.specifier}', but ${rule.reason}.`,
      remedy: rule.remedy,
    }));
}

/**
 * The project path that a relative import means (with the extension that Node requires anyway), `node:…` for a built-in, or
 * `npm:…` for a package.
 */
export function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), specifier));
  return specifier.startsWith('node:') ? specifier : `npm:${specifier}`;
}

function matchesAny(path: string, globs: readonly string[] = []): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}
