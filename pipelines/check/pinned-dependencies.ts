import { judgeCompleteness } from './absent-platforms.ts';
import type { LockedPackage, Lockfile, Manifest } from './lockfile.ts';
import type { Problem } from './problem.ts';

/** One version, as semver 2.0.0 writes it: no range, tag, URL or path. */
const exactVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/**
 * The same commit must always install the same bytes: exact versions in package.json, a lockfile that agrees with it and is complete, and
 * an integrity hash for everything that is downloaded.
 */
export function judgePins(manifest: Manifest, lockfile: Lockfile): readonly Problem[] {
  return [
    ...judgeVersions(manifest),
    ...judgeAgreement(manifest, lockfile),
    ...judgeCompleteness(lockfile),
    ...judgeIntegrity(lockfile),
  ];
}

function judgeVersions(manifest: Manifest): readonly Problem[] {
  const all = { ...manifest.devDependencies, ...manifest.optionalDependencies, ...manifest.dependencies };
  return Object.entries(all)
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => ({
      where: name,
      rule: 'exact-versions',
      message: `is asked for as '${version}' in package.json, which may install another version tomorrow.`,
      remedy: 'Write the one version that was tested (npm install --save-exact).',
    }));
}

function judgeAgreement(manifest: Manifest, lockfile: Lockfile): readonly Problem[] {
  const wanted = { ...manifest.devDependencies, ...manifest.dependencies };
  const root = lockfile.packages[''];
  const locked = { ...root?.devDependencies, ...root?.dependencies };
  return [...new Set([...Object.keys(wanted), ...Object.keys(locked)])]
    .filter((name) => wanted[name] !== locked[name])
    .map((name) => ({
      where: name,
      rule: 'lockfile-current',
      message: `is '${wanted[name] ?? 'absent'}' in package.json and '${locked[name] ?? 'absent'}' in package-lock.json.`,
      remedy: 'Run npm install and commit both files.',
    }));
}

function judgeIntegrity(lockfile: Lockfile): readonly Problem[] {
  return Object.entries(lockfile.packages)
    .filter(([path, locked]) => path !== '' && locked.integrity === undefined && !comesWithoutHash(locked))
    .map(([path]) => ({
      where: path,
      rule: 'integrity-hash',
      message: 'has no integrity hash in package-lock.json, so its bytes are not verified.',
      remedy: 'Remove the entry and run npm install against a registry that gives hashes.',
    }));
}

/**
 * Links and bundled packages are not downloaded. Builds for platforms that we neither build nor deploy on may be unknown to our
 * registry (absent-platforms.ts); for Linux on x64 and arm64 there is no excuse.
 */
function comesWithoutHash({ link, inBundle, optional, os, cpu, libc }: LockedPackage): boolean {
  const ours = os?.includes('linux') && (cpu?.includes('x64') || cpu?.includes('arm64')) && !libc?.includes('musl');
  return link === true || inBundle === true || (optional === true && os !== undefined && !ours);
}
