import { describe, expect, it } from 'vitest';
import { judgeLicences } from '../../../pipelines/check/licences.ts';
import type { Lockfile } from '../../../pipelines/check/lockfile.ts';
import { fixtureTree } from './fixture-tree.ts';

const lock = (packages: Lockfile['packages']): Lockfile => ({ lockfileVersion: 3, packages: { '': {}, ...packages } });

/** The problems of one installed production package whose manifest says `manifest`. */
function problemsOf(manifest: Record<string, unknown>) {
  const root = fixtureTree({ 'node_modules/left/package.json': JSON.stringify(manifest) });
  return judgeLicences(root, lock({ 'node_modules/left': {} }));
}

describe('licences of production dependencies', () => {
  it.each([
    { license: 'MIT' },
    { license: 'MIT OR GPL-2.0-only' },
    { license: { type: 'ISC' } },
    { licenses: [{ type: 'MIT' }, { type: 'GPL-2.0-only' }] },
  ])('%j passes', (manifest) => {
    expect(problemsOf(manifest)).toEqual([]);
  });

  it.each([{ license: 'AGPL-3.0-only' }, { licenses: [{ type: 'GPL-2.0-only' }] }, { license: 7 }, {}])(
    '%j fails',
    (manifest) => {
      expect(problemsOf(manifest)).toMatchObject([{ where: 'left', rule: 'permissive-licences' }]);
    },
  );

  it('are read of nested packages too, by their own name', () => {
    const path = 'node_modules/a/node_modules/@scope/b';
    const root = fixtureTree({ [`${path}/package.json`]: '{"license":"GPL-3.0-only"}' });
    expect(judgeLicences(root, lock({ [path]: {} }))).toMatchObject([{ where: '@scope/b' }]);
  });

  it('are taken from the lockfile where the package is not installed on this platform', () => {
    const packages = { 'node_modules/a': { license: 'MIT' }, 'node_modules/b': { license: 'SSPL-1.0' } };
    expect(judgeLicences(fixtureTree({}), lock(packages))).toMatchObject([{ where: 'b' }]);
  });

  it('of development dependencies do not matter', () => {
    expect(judgeLicences(fixtureTree({}), lock({ 'node_modules/a': { license: 'GPL-3.0-only', dev: true } }))).toEqual(
      [],
    );
  });
});
