import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../pipelines/cli/commands.ts';
import { headers } from '../../shared/contract/headers.ts';
import { refusalTypes } from '../../shared/contract/refusals.ts';
import { documentNames, inlineCode, readDocument, root, snippetsOf } from './documents.ts';

const ignored = new Set(['node_modules', '.git', 'cdk.out', '.gatehouse']);
const files = sourcePaths('');

function sourcePaths(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? [path, ...sourcePaths(path)] : [path];
  });
}

/** Paths that exist only once the hub (below its state directory) or a command has run. */
const madeAtRunTime = /^(?:\.gatehouse\/|cdk\.out\/|evidence\/|keys\/|log\/)/;

function looksLikePath(code: string): boolean {
  if (/[\s:=<>…]/.test(code) || /^(?:[-/]|\.\w+$)/.test(code) || madeAtRunTime.test(code)) return false;
  return code.includes('/') || /\.(ts|mjs|js|json|ya?ml|md|sh)$/.test(code);
}

/** A path from the root, or from a folder that the text around it has named. */
function exists(path: string): boolean {
  if (path.includes('*')) return globSync(path, { cwd: root }).length > 0;
  const plain = path.replace(/\/$/, '');
  return files.some((file) => file === plain || file.endsWith(`/${plain}`));
}

/** Everything in a document that somebody could type: inline code and the snippets that are run elsewhere. */
function commandsIn(name: (typeof documentNames)[number]): readonly string[] {
  return [...inlineCode(name), ...snippetsOf(name).map(({ text }) => text)];
}

describe.each(documentNames)('%s', (name) => {
  it('links only to files that exist', () => {
    const targets = [...readDocument(name).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target ?? '');
    const relative = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(relative.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });

  it('names only files and folders that exist', () => {
    const paths = inlineCode(name).filter(looksLikePath);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const named = commandsIn(name).flatMap((code) => [...code.matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, it]) => it!));
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it('names only commands of gatehouse that exist', () => {
    const known = commands().flatMap((command) => [
      command.name(),
      ...command.commands.map((sub) => `${command.name()} ${sub.name()}`),
    ]);
    const typed = /\b(?:npx gatehouse|npm run gatehouse --) ([a-z]+)(?: ([a-z]+)(?![\w.]))?/g;
    const named = commandsIn(name).flatMap((code) =>
      [...code.matchAll(typed)].map(([, command, sub]) => (sub === undefined ? command! : `${command} ${sub}`)),
    );
    expect(named.filter((command) => !known.includes(command))).toEqual([]);
  });

  it('names only headers of Gatehouse that exist', () => {
    const named = [...readDocument(name).matchAll(/x-gatehouse-[a-z]+/g)].map(([header]) => header);
    expect(named.filter((header) => !Object.values<string>(headers).includes(header))).toEqual([]);
  });

  it('names only environment variables that something reads', () => {
    const named = new Set(
      [...readDocument(name).matchAll(/\b(?:GATEHOUSE|S3)_[A-Z_]+\b/g)].map(([variable]) => variable),
    );
    const code = files.filter((file) => /\.(ts|mjs)$/.test(file) && !file.startsWith('test/docs/'));
    const unread = [...named].filter(
      (variable) => !code.some((file) => readFileSync(join(root, file), 'utf8').includes(variable)),
    );
    expect(unread).toEqual([]);
  });
});

describe('RUNBOOK.md', () => {
  const callersSee = readDocument('RUNBOOK.md').split('## Callers see')[1]?.split('\n## ')[0] ?? '';
  const firstCells = callersSee.split('\n').flatMap((row) => /^\| (`[^|]+) \|/.exec(row)?.[1] ?? []);
  const codes = firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ''));

  it('explains refusals by codes that exist, each once', () => {
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !Object.hasOwn(refusalTypes, code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('explains every refusal of the hub that tells a caller to wait or that a promise cannot be kept', () => {
    const hub = files
      .filter((file) => /^hub\/.*\.ts$/.test(file))
      .map((file) => readFileSync(join(root, file), 'utf8'));
    const waiting = Object.entries(refusalTypes)
      .filter(([, type]) => /Throttling|ServiceQuota|ServiceUnavailable/.test(type))
      .map(([code]) => code)
      .filter((code) => hub.some((text) => text.includes(`'${code}'`)));
    expect(waiting.filter((code) => !codes.includes(code))).toEqual([]);
  });
});
