import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LockedPackage, Lockfile } from './lockfile.ts';
import type { Problem } from './problem.ts';
import { isPermissive } from './spdx.ts';

/** `license` today; `{ type }` and `licenses` are older spellings that are still about. */
const Licensed = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/**
 * Every production dependency, direct or not, must come under permissive terms: what a regulated company deploys must not oblige it
 * to publish anything. Reads what is installed, because that is what is deployed; where a platform's optional package is not
 * installed, what the lockfile says of it.
 */
export function judgeLicences(root: string, lockfile: Lockfile): readonly Problem[] {
  return productionPackages(lockfile).flatMap(([path, locked]) => {
    const licence = licenceOf(join(root, path, 'package.json')) ?? locked.license;
    if (licence !== undefined && isPermissive(licence)) return [];
    return [
      {
        where: path.replace(/^.*node_modules\//, ''),
        rule: 'permissive-licences',
        message:
          licence === undefined ? 'names no licence.' : `comes under '${licence}', which is not on the allow-list.`,
        remedy: 'Use another package; or, where counsel agrees, add the SPDX identifier in pipelines/check/spdx.ts.',
      },
    ];
  });
}

function productionPackages(lockfile: Lockfile): readonly (readonly [string, LockedPackage])[] {
  return Object.entries(lockfile.packages).filter(([path, locked]) => path !== '' && !locked.dev && !locked.link);
}

function licenceOf(manifestPath: string): string | undefined {
  if (!existsSync(manifestPath)) return undefined;
  const manifest = Licensed.safeParse(JSON.parse(readFileSync(manifestPath, 'utf8')));
  if (!manifest.success) return undefined;
  const { license, licenses } = manifest.data;
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map((each) => each.type).join(' OR ');
}
