import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the checks read of package-lock.json (version 3). Source: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json */
const LockedPackage = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  optional: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), LockedPackage) });

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});

export type Lockfile = z.output<typeof Lockfile>;
export type LockedPackage = z.output<typeof LockedPackage>;
export type Manifest = z.output<typeof Manifest>;

export function readLockfile(root: string): Lockfile {
  return Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

export function readManifest(root: string): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
}
