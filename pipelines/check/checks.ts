import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { governanceJsonSchemaText } from '../../shared/config/json-schema.ts';
import { findImportCycles } from './import-cycles.ts';
import { judgeImports } from './import-rules.ts';
import { judgeLicences } from './licences.ts';
import { readLockfile, readManifest } from './lockfile.ts';
import { judgePins } from './pinned-dependencies.ts';
import { formatProblem, type Problem } from './problem.ts';
import { runTool } from './run-tool.ts';
import type { Check, Finding } from './runner.ts';
import { aims, hardLimits, judgeShape } from './shape-rules.ts';
import { readSourceTree } from './source-tree.ts';

/** Every check of `npm run check`. Tools run as processes of their own, beside each other; our own rules share one parse. */
export function projectChecks(root: string, verbose: boolean): readonly Check[] {
  const tool = (name: string, args: readonly string[]) => () =>
    runTool(root, join(root, 'node_modules', '.bin', name), args);
  return [
    { name: 'types', run: tool('tsc', ['-p', '.']) },
    { name: 'format and lint', run: tool('biome', ['ci', '--colors=off', '.']) },
    { name: 'unused code and packages', run: tool('knip', ['--no-progress', '--no-config-hints']) },
    { name: 'governance.schema.json', run: () => schemaCheck(root) },
    ...ownChecks(root, verbose),
  ];
}

function ownChecks(root: string, verbose: boolean): readonly Check[] {
  let parsed: ReturnType<typeof readSourceTree> | undefined;
  const files = () => {
    parsed ??= readSourceTree(root);
    return parsed;
  };
  const syntax = () => files().flatMap((file) => file.syntaxErrors);
  const judged = (problems: readonly Problem[]) => finding([...syntax(), ...problems.map(formatProblem)]);
  return [
    { name: 'who imports whom', run: async () => judged(judgeImports(files())) },
    { name: 'no import cycles', run: async () => judged(findImportCycles(files())) },
    { name: 'sizes and names', run: async () => withAims(judged(judgeShape(files(), hardLimits)), files(), verbose) },
    { name: 'licences', run: async () => judged(judgeLicences(root, readLockfile(root))) },
    { name: 'pinned dependencies', run: async () => judged(judgePins(readManifest(root), readLockfile(root))) },
  ];
}

function withAims(finding: Finding, files: ReturnType<typeof readSourceTree>, verbose: boolean): Finding {
  if (!verbose || !finding.passed) return finding;
  return { passed: true, output: judgeShape(files, aims).map(formatProblem).join('\n') };
}

/** The JSON Schema that editors use for governance.yaml is generated; it must say what the code says. */
async function schemaCheck(root: string): Promise<Finding> {
  const current = readFileSync(join(root, 'governance.schema.json'), 'utf8') === governanceJsonSchemaText();
  const remedy = 'governance.schema.json is stale. Run npm run gatehouse -- schema --write and commit it.';
  return finding(current ? [] : [remedy]);
}

function finding(lines: readonly string[]): Finding {
  return { passed: lines.length === 0, output: lines.join('\n') };
}
