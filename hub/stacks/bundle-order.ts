import type { BuildOptions } from 'esbuild';

/** What the process that splits a function is asked for. */
export interface BundleOrder {
  /** Paths of modules in the checkout, by the names that they get. */
  readonly entryPoints: Record<string, string>;
  readonly minify: Pick<BuildOptions, 'minify' | 'minifyWhitespace'>;
  /** A directory that the modules are written to. */
  readonly place: string;
}

/** One of the modules that were written, and those that are loaded before it runs. */
export interface ModuleImports {
  readonly name: string;
  readonly imports: readonly string[];
}
