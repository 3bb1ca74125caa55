import type { Lockfile } from './lockfile.ts';
import type { Problem } from './problem.ts';

/** Builds of a package for another platform that the lockfile does not name, because the registry that it was made with lacks them. */
export interface AbsentPlatform {
  readonly path: string;
  readonly entry: {
    readonly version: string;
    readonly dev?: true;
    readonly optional: true;
    readonly os: readonly string[];
    readonly cpu: readonly string[];
    readonly libc?: readonly string[];
  };
}

const operatingSystems = /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)(?:-|$)/;
const processors = /(?:^|[-/])(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)(?:-|$)/;

/**
 * `npm ci` refuses a lockfile that lacks an optional dependency of a package in it, even where the platform at hand does not want
 * it. The entries made here name version and platform, as the package's own name states them, so that npm knows and passes over them.
 */
export function findAbsentPlatforms(lockfile: Lockfile): readonly AbsentPlatform[] {
  return Object.entries(lockfile.packages).flatMap(([path, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(lockfile, path, name))
      .map(([name, version]) => ({
        path: `node_modules/${name}`,
        entry: entryFor(name, version, locked.dev === true),
      })),
  );
}

/** Whether a package at `path` finds `name` in its own node_modules or in one further up, as Node and npm look for it. */
function isLocked(lockfile: Lockfile, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (Object.hasOwn(lockfile.packages, `${folder === '' ? '' : `${folder}/`}node_modules/${name}`)) return true;
    if (folder === '') return false;
  }
}

function entryFor(name: string, version: string, dev: boolean): AbsentPlatform['entry'] {
  return {
    version,
    ...(dev ? { dev: true } : {}),
    optional: true,
    // A build for a platform that its name does not state can be installed nowhere, rather than everywhere.
    os: [operatingSystems.exec(name)?.[1] ?? 'none'],
    cpu: [processors.exec(name)?.[1] ?? 'none'],
    ...(name.includes('musl') ? { libc: ['musl'] } : {}),
  };
}

export function judgeCompleteness(lockfile: Lockfile): readonly Problem[] {
  return findAbsentPlatforms(lockfile).map(({ path }) => ({
    where: path,
    rule: 'lockfile-complete',
    message: 'is an optional dependency that package-lock.json does not name, so npm ci refuses the whole file.',
    remedy: 'Run node pipelines/run.mjs pipelines/check/complete-lockfile.ts and commit package-lock.json.',
  }));
}
