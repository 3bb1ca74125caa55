import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BuildOptions, type BuildResult, buildSync, type Metafile } from 'esbuild';

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
type Modules = BuildResult<{ write: false; metafile: true }>;
type Minify = Pick<BuildOptions, 'minify' | 'minifyWhitespace'>;

const root = join(import.meta.dirname, '..', '..');
const outdir = 'bundle';
const entryName = 'index';
/** In place of a chain of credentials from files, single sign-on and metadata services, of which a function has none: whoever could write such a file must not decide who the function is. */
const environmentCredentials = join(root, 'shared', 'runtime', 'environment-credentials.ts');
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
  const modules = splitIntoModules({ [entryName]: entry }, { minify: true });
  const own = asCommonJs(modules, { minify: true });
  const files = sorted([...own, ...workers.flatMap((worker) => [...workerFiles(worker)])]);
  const startBytes = sum(loadedAtStart(modules.metafile).map((name) => own.get(name)));
  const bundle = { files, hash: hashOf(files), startBytes };
  bundled.set(key, bundle);
  return bundle;
}

/** Apart from the function, so that nothing which is loaded at its start is cut up for the worker's sake. Its libraries come minified; to shorten their names again takes seconds. */
function workerFiles(worker: string): Files {
  const minify = { minifyWhitespace: true };
  return asCommonJs(splitIntoModules({ [basename(worker, '.ts')]: worker }, minify), minify);
}

/** ESM, the only format in which esbuild splits. */
function splitIntoModules(entryPoints: Readonly<Record<string, string>>, minify: Minify): Modules {
  return buildSync({
    ...minify,
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The default prefers `main`, which is CommonJS: nothing of a library could be left out.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': environmentCredentials },
    legalComments: 'none',
    // Names of chunks are made from paths: not where a package manager has really put the packages.
    preserveSymlinks: true,
    // Editors' settings must not change what is deployed.
    tsconfigRaw: {},
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

/** The same modules as CommonJS, all in one run of esbuild, which reads them from files. */
function asCommonJs({ outputFiles: modules }: Modules, minify: Minify): Files {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));
  try {
    for (const { path, text } of modules) writeFileSync(join(place, basename(path)), withModuleUrl(text));
    const { outputFiles } = buildSync({
      ...minify,
      entryPoints: modules.map(({ path }) => join(place, basename(path))),
      outdir: place,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      define: { 'import.meta.url': 'moduleUrl' },
      tsconfigRaw: {},
      write: false,
      logLevel: 'silent',
    });
    return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Paths of workers are relative to `import.meta.url`, which CommonJS does not have: it is made from the name of the file. */
function withModuleUrl(module: string): string {
  if (!module.includes('import.meta.url')) return module;
  return `const moduleUrl=require("node:url").pathToFileURL(__filename).href;${module}`;
}

/** The entry and whatever comes with it before it has run. */
function loadedAtStart({ outputs }: Metafile): readonly string[] {
  const names = new Set([`${entryName}.js`]);
  // A set is read to its end, what is added meanwhile included.
  for (const name of names)
    for (const { path, kind, external } of outputs[`${outdir}/${name}`]?.imports ?? [])
      if (kind === 'import-statement' && external !== true) names.add(basename(path));
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
