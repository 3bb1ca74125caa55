import { describe, expect, it } from 'vitest';
import { findAbsentPlatforms, judgeCompleteness } from '../../../pipelines/check/absent-platforms.ts';
import type { Lockfile } from '../../../pipelines/check/lockfile.ts';

const lock = (packages: Lockfile['packages']): Lockfile => ({ lockfileVersion: 3, packages: { '': {}, ...packages } });
const entryOf = (name: string) =>
  findAbsentPlatforms(lock({ 'node_modules/tool': { optionalDependencies: { [name]: '1.2.3' } } }))[0]?.entry;

describe('a lockfile', () => {
  it('is complete where each optional dependency has an entry, nested, beside it, or further up', () => {
    const packages = {
      'node_modules/tool': { optionalDependencies: { inner: '1.0.0', outer: '1.0.0' } },
      'node_modules/tool/node_modules/inner': { optionalDependencies: { sibling: '1.0.0' } },
      'node_modules/tool/node_modules/sibling': {},
      'node_modules/outer': {},
    };
    expect(judgeCompleteness(lock(packages))).toEqual([]);
  });

  it('is not where one has none', () => {
    const packages = { 'node_modules/tool': { optionalDependencies: { 'tool-darwin-x64': '1.0.0' } } };
    expect(judgeCompleteness(lock(packages))).toMatchObject([
      { where: 'node_modules/tool-darwin-x64', rule: 'lockfile-complete' },
    ]);
  });

  it('is not fooled by names that every object has', () => {
    const packages = { 'node_modules/tool': { optionalDependencies: { constructor: '1.0.0' } } };
    expect(judgeCompleteness(lock(packages))).toHaveLength(1);
  });

  it('marks what only development needs', () => {
    const packages = { 'node_modules/tool': { dev: true, optionalDependencies: { 'tool-win32-x64': '1.0.0' } } };
    expect(findAbsentPlatforms(lock(packages))).toMatchObject([{ entry: { dev: true, optional: true } }]);
  });
});

describe('the platform of a build', () => {
  it.each([
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'] }],
    ['@oxc-parser/binding-openharmony-arm64', { os: ['openharmony'], cpu: ['arm64'] }],
    ['@esbuild/win32-ia32', { os: ['win32'], cpu: ['ia32'] }],
    ['fsevents', { os: ['none'], cpu: ['none'] }],
  ])('%s is read from its name', (name, platform) => {
    expect(entryOf(name)).toEqual({ version: '1.2.3', optional: true, ...platform });
  });
});
