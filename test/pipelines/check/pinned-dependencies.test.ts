import { describe, expect, it } from 'vitest';
import type { Lockfile } from '../../../pipelines/check/lockfile.ts';
import { judgePins } from '../../../pipelines/check/pinned-dependencies.ts';

function lockfileFor(dependencies: Record<string, string>): Lockfile {
  const installed = Object.keys(dependencies).map((name) => [`node_modules/${name}`, { integrity: 'sha512-AAAA' }]);
  return { lockfileVersion: 3, packages: { '': { dependencies }, ...Object.fromEntries(installed) } };
}

const rulesBroken = (version: string) =>
  judgePins({ dependencies: { a: version } }, lockfileFor({ a: version })).map((problem) => problem.rule);

describe('a dependency', () => {
  it.each(['1.2.3', '0.0.1-beta.1', '1.0.0+build.5'])('pinned to %s passes', (version) => {
    expect(rulesBroken(version)).toEqual([]);
  });

  it.each(['^1.2.3', '~1.2.3', '1.2', '1.x', '*', 'latest', '>=1.0.0', 'npm:b@1.2.3', 'file:../a', 'github:o/a', ''])(
    'asked for as %j fails',
    (version) => {
      expect(rulesBroken(version)).toEqual(['exact-versions']);
    },
  );

  it('that differs between package.json and the lockfile fails, whichever lacks it', () => {
    const rules = (wanted: Record<string, string>, locked: Record<string, string>) =>
      judgePins({ devDependencies: wanted }, lockfileFor(locked)).map((problem) => problem.rule);
    expect(rules({ a: '1.0.0' }, { a: '1.0.1' })).toEqual(['lockfile-current']);
    expect(rules({ a: '1.0.0' }, {})).toEqual(['lockfile-current']);
    expect(rules({}, { a: '1.0.0' })).toEqual(['lockfile-current']);
  });

  it('without an integrity hash fails', () => {
    const lockfile: Lockfile = { lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } };
    expect(judgePins({}, lockfile)).toMatchObject([{ where: 'node_modules/a', rule: 'integrity-hash' }]);
  });

  it('that comes inside another package needs none of its own', () => {
    const lockfile: Lockfile = {
      lockfileVersion: 3,
      packages: { '': {}, 'node_modules/a/node_modules/b': { inBundle: true } },
    };
    expect(judgePins({}, lockfile)).toEqual([]);
  });
});

describe('a build for one platform without an integrity hash', () => {
  const rules = (platform: { os: string[]; cpu: string[]; libc?: string[] }) =>
    judgePins({}, { lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { optional: true, ...platform } } }).map(
      (problem) => problem.rule,
    );

  it.each([
    { os: ['darwin'], cpu: ['arm64'] },
    { os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    { os: ['linux'], cpu: ['s390x'] },
  ])('passes for %j, where we neither build nor deploy', (platform) => {
    expect(rules(platform)).toEqual([]);
  });

  it.each([
    { os: ['linux'], cpu: ['x64'] },
    { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  ])('fails for %j', (platform) => {
    expect(rules(platform)).toEqual(['integrity-hash']);
  });
});
