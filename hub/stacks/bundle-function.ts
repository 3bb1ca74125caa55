import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import type { BundleOrder, ModuleImports } from './bundle-order.ts';

/** What a Lambda function runs, as files beside one another. */
export interface FunctionBundle {
  /** By name. The entry is `index.js`, a worker `NAME.js`; the rest are chunks that these load. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of names and contents, hex. The same wherever the checkout lies and whoever bundles. */
  readonly hash: string;
  /** Bytes that are loaded before the first call: the entry and what it imports statically. */
  readonly startBytes: number;
}

type Files = FunctionBundle['files'];

const entryName = 'index';
const bundleProcess = join(import.meta.dirname, 'bundle-process.ts');
const bundled = new Map<string, FunctionBundle>();

/**
 * Bundles a function for Node 24, dependencies and AWS SDK included: what runs is what was tested, and not what a runtime brings on some day. CommonJS, because static imports of
 * Node's own modules are slow to start from ESM. What is imported by `import()` becomes a chunk of its own that is read when it is first needed, and a worker is read by its thread: parsing a
 * PDF library must not delay a call without a PDF. Bundled once for each process.
 *
 * @param entry path of the handler's module in the checkout, such as `hub/gateway/gateway.lambda.ts`.
 * @param workers modules that the function starts as threads; each lies as `NAME.js` beside whoever starts it.
 *
 * @example bundleFunction('hub/prompt-handler/prompt-handler.lambda.ts', ['hub/screening/documents/document-worker.ts']).hash;
 */
export function bundleFunction(entry: string, workers: readonly string[] = []): FunctionBundle {
  const key = [entry, ...workers].join('\n');
  const known = bundled.get(key);
  if (known !== undefined) return known;
  const own = commonJs({ [entryName]: entry }, { minify: true });
  const files = sorted([...own.files, ...workers.flatMap((worker) => [...workerFiles(worker)])]);
  const startBytes = sum(loadedAtStart(own.modules).map((name) => own.files.get(name)));
  const bundle = { files, hash: hashOf(files), startBytes };
  bundled.set(key, bundle);
  return bundle;
}

/** Apart from the function, so that nothing which is loaded at its start is cut up for the worker's sake. Its libraries come minified; to shorten their names again takes seconds. */
function workerFiles(worker: string): Files {
  return commonJs({ [basename(worker, '.ts')]: worker }, { minifyWhitespace: true }).files;
}

/** Split into modules, and those turned from ESM into CommonJS, in two runs of esbuild: it splits in no other format. */
function commonJs(
  entryPoints: BundleOrder['entryPoints'],
  minify: BundleOrder['minify'],
): { readonly files: Files; readonly modules: readonly ModuleImports[] } {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));
  try {
    const modules = splitIntoModules({ entryPoints, minify, place });
    const { outputFiles } = buildSync({
      ...minify,
      entryPoints: modules.map(({ name }) => join(place, name)),
      outdir: place,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      define: { 'import.meta.url': 'moduleUrl' },
      tsconfigRaw: {},
      write: false,
      logLevel: 'silent',
    });
    return { files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])), modules };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function splitIntoModules(order: BundleOrder): readonly ModuleImports[] {
  const program = ['--disable-warning=ExperimentalWarning', bundleProcess, JSON.stringify(order)];
  // Not what the process that synthesizes was started with: a test runner's settings are not for this one.
  const env = { PATH: process.env.PATH };
  return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8', env }));
}

/** The entry and whatever comes with it before it has run. */
function loadedAtStart(modules: readonly ModuleImports[]): readonly string[] {
  const names = new Set([`${entryName}.js`]);
  // A set is read to its end, what is added meanwhile included.
  for (const name of names)
    for (const one of modules.find((module) => module.name === name)?.imports ?? []) names.add(one);
  return [...names];
}

function sorted(files: readonly (readonly [string, Uint8Array])[]): Files {
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function hashOf(files: Files): string {
  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(`${name}\n${content.length}\n`).update(content);
  return hash.digest('hex');
}

function sum(contents: readonly (Uint8Array | undefined)[]): number {
  return contents.reduce((bytes, content) => bytes + (content?.length ?? 0), 0);
}
