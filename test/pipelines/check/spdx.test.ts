import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPermissive, permissiveLicences } from '../../../pipelines/check/spdx.ts';

describe('a licence expression', () => {
  it.each([
    'MIT',
    '(MIT)',
    'MIT OR GPL-3.0-only',
    'GPL-3.0-only OR MIT',
    '(MIT OR CC0-1.0)',
    'Apache-2.0 AND MIT',
    '(GPL-2.0-only OR MIT) AND (ISC OR AGPL-3.0-only)',
    'Apache-2.0 WITH LLVM-exception',
    'GPL-3.0-only AND ISC OR MIT',
    'MIT+',
  ])('%s is permissive', (expression) => {
    expect(isPermissive(expression)).toBe(true);
  });

  it.each([
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'MIT AND GPL-3.0-only OR AGPL-3.0-only',
    'LGPL-2.1-or-later',
    'SSPL-1.0',
    'BUSL-1.1',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.md',
    'LicenseRef-ours',
    'mit',
    '',
    'MIT OR',
    'OR MIT',
    '(MIT',
    'MIT)',
    'MIT MIT',
    'MIT or GPL-3.0-only',
    '__proto__',
  ])('%j is not', (expression) => {
    expect(isPermissive(expression)).toBe(false);
  });

  it('nested without end is not, and does not overflow the stack', () => {
    expect(isPermissive(`${'('.repeat(100_000)}MIT${')'.repeat(100_000)}`)).toBe(false);
  });

  it('of random words is permissive only where it names a permissive licence', () => {
    const words = fc.constantFrom('AND', 'OR', 'WITH', '(', ')', 'GPL-3.0-only', 'Unknown-1.0');
    fc.assert(fc.property(fc.array(words), (tokens) => !isPermissive(tokens.join(' '))));
  });

  it.each([...permissiveLicences])('%s is on the allow-list', (licence) => {
    expect(isPermissive(licence)).toBe(true);
  });
});
