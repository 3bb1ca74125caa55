/**
 * Splits and minifies a function in a process of its own, because synthesis is synchronous and esbuild's plugins are not. Writes the modules, ready for CommonJS, into a directory, and prints what was made.
 * Arguments: an order, as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BundleOrder, ModuleImports } from './bundle-order.ts';
import { plainKeys } from './plain-keys.ts';

const root = join(import.meta.dirname, '..', '..');
/** In place of a chain of credentials from files, single sign-on and metadata services, of which a function has none: whoever could write such a file must not decide who the function is. */
const environmentCredentials = join(root, 'shared', 'runtime', 'environment-credentials.ts');
/** Written out by no module: names of chunks must not depend on where the modules go. */
const outdir = 'bundle';

const { entryPoints, minify, place } = JSON.parse(process.argv[2] ?? '') as BundleOrder;
const { outputFiles, metafile } = await build({
  ...minify,
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  splitting: true,
  // The only format in which esbuild splits.
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The default prefers `main`, which is CommonJS: nothing of a library could be left out.
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': environmentCredentials },
  plugins: [leaveOutUnusedSchemas(), leaveOutUnusedBuiltins(), leaveOutManifests()],
  legalComments: 'none',
  // Names of chunks are made from paths: not where a package manager has really put the packages.
  preserveSymlinks: true,
  // Editors' settings must not change what is deployed.
  tsconfigRaw: {},
  metafile: true,
  write: false,
  logLevel: 'silent',
});
for (const { path, text } of outputFiles) writeFileSync(join(place, basename(path)), withModuleUrl(text));
const modules = Object.entries(metafile.outputs).map(([path, { imports }]): ModuleImports => {
  const fixed = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
  return { name: basename(path), imports: fixed.map((one) => basename(one.path)) };
});
process.stdout.write(JSON.stringify(modules));

function leaveOutUnusedSchemas(): Plugin {
  return {
    name: 'unused-schemas',
    setup({ onLoad }) {
      onLoad(
        { filter: /[\\/]@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
        ({ path }) => ({
          contents: plainKeys(readFileSync(path, 'utf8')),
        }),
      );
    },
  };
}

/** An SDK client imports its manifest for the version that its user agent tells. */
function leaveOutManifests(): Plugin {
  return {
    name: 'manifests',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]@aws-sdk[\\/][a-z0-9-]+[\\/]package\.json$/ }, ({ path }) => {
        const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
        return { contents: JSON.stringify({ version }), loader: 'json' };
      });
    },
  };
}

/** Node's own modules do nothing when they are loaded, but loading them takes time: HTTP/2 is imported by the SDK and used by none of the functions. */
function leaveOutUnusedBuiltins(): Plugin {
  return {
    name: 'unused-builtins',
    setup({ onResolve }) {
      onResolve({ filter: /^[a-z]/ }, ({ path }) =>
        isBuiltin(path) ? { path, external: true, sideEffects: false } : undefined,
      );
    },
  };
}

/** Paths of workers are relative to `import.meta.url`, which CommonJS does not have: it is made from the name of the file. */
function withModuleUrl(module: string): string {
  if (!module.includes('import.meta.url')) return module;
  return `const moduleUrl=require("node:url").pathToFileURL(__filename).href;${module}`;
}
