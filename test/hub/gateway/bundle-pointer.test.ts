import { describe, expect, it } from 'vitest';
import { type BundlePointer, nextPointer, readPointer } from '../../../hub/gateway/bundle-pointer.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { faultOf } from './faults.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
const named = (digit: number) => ({ hash: String(digit).repeat(64), facts: 'f'.repeat(64) });
/** What is there after each of the bundles was published, a minute apart. */
const published = (...digits: readonly number[]) =>
  digits.reduce<BundlePointer | undefined>(
    (before, digit, minute) => nextPointer(before, named(digit), at(minute)),
    undefined,
  )!;

describe('a pointer', () => {
  it('begins with nothing before it', () => {
    expect(published(1)).toEqual({
      schemaVersion: 1,
      ...named(1),
      publishedAt: '2026-11-21T09:00:00.000Z',
      previous: [],
    });
  });

  it('says what was replaced, and when, latest first', () => {
    const { hash, previous } = published(1, 2, 3);
    expect(hash).toBe(named(3).hash);
    expect(previous).toEqual([
      { ...named(2), replacedAt: '2026-11-21T09:02:00.000Z' },
      { ...named(1), replacedAt: '2026-11-21T09:01:00.000Z' },
    ]);
  });

  it('does not list what is in force again, and each replaced bundle once, as replaced last', () => {
    expect(published(1, 2, 1).previous.map(({ hash }) => hash[0])).toEqual(['2']);
    expect(published(1, 2, 1, 3).previous).toMatchObject([
      { hash: named(1).hash, replacedAt: '2026-11-21T09:03:00.000Z' },
      { hash: named(2).hash },
    ]);
  });

  it('remembers so many and no more, and can be read back', () => {
    const pointer = published(...Array.from({ length: 20 }, (_, index) => index % 10));
    expect(pointer.previous).toHaveLength(8);
    expect(readPointer(Buffer.from(canonicalJson(pointer)))).toEqual(pointer);
  });

  it.each([
    'x',
    '',
    'null',
    '{}',
    '{"schemaVersion":2}',
    JSON.stringify({ ...published(1), hash: '../../x' }),
    JSON.stringify({ ...published(1), publishedAt: 'now' }),
    JSON.stringify({ ...published(1), more: 1 }),
    JSON.stringify({ ...published(1), previous: [{ hash: 'x' }] }),
  ])('is policy_unavailable where it is none: %.60s', async (text) => {
    const fault = await faultOf(() => readPointer(Buffer.from(text)));
    expect(fault.code).toBe('policy_unavailable');
    expect(fault.remedy).toContain('bundle publish');
  });
});
