import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentLimits } from '../../../../hub/screening/documents/document-limits.ts';
import { UnreadableDocument } from '../../../../hub/screening/documents/unreadable-document.ts';
import { zipMembers } from '../../../../hub/screening/documents/zip-directory.ts';
import { InflateBudget } from '../../../../hub/screening/documents/zip-inflate.ts';
import { zip } from './document-files.ts';

function contents(bytes: Uint8Array): Record<string, string> {
  const budget = new InflateBudget();
  return Object.fromEntries(
    zipMembers(bytes).map((member) => [member.name, Buffer.from(budget.inflate(member)).toString()]),
  );
}

/** A copy with bytes written at an offset. */
function patched(bytes: Uint8Array, at: number, ...values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at);
  return copy;
}

const files = { 'a.xml': '<a/>', 'dir/b.xml': 'x'.repeat(1_000) };
const good = Buffer.from(zip(files));
const directory = good.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
const end = good.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));

describe('reading a package', () => {
  it('finds every member with its content', () => {
    expect(contents(good)).toEqual(files);
  });

  it('reads stored members', () => {
    expect(contents(zip(files, { level: 0 }))).toEqual(files);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no end record', good.subarray(0, end)],
    ['something after the end', Buffer.concat([good, Buffer.from('x')])],
    ['something before the first member', Buffer.concat([Buffer.from('x'), good])],
    [
      'a gap before the directory',
      Buffer.concat([good.subarray(0, directory), Buffer.from('x'), good.subarray(directory)]),
    ],
    ['another name in front of the data than in the directory', patched(good, 30, 0x62)],
    ['another method in front of the data than in the directory', patched(good, 8, 0)],
    ['a directory that counts fewer members', patched(good, end + 8, 1, 0, 1, 0)],
    ['a member beyond the end', patched(good, directory + 20, 0xff, 0xff, 0xff, 0x7f)],
    ['a wrong checksum', patched(good, directory + 16, 1, 2, 3, 4)],
    ['a smaller size than there is', patched(good, directory + 24, 1, 0, 0, 0)],
    ['a larger size than there is', patched(good, directory + 24, 0, 4, 0, 0)],
  ])('refuses %s', (_what, bytes) => {
    expect(() => contents(bytes)).toThrow(expect.objectContaining({ reason: 'damaged' }));
  });

  it('refuses names that differ in case alone', () => {
    expect(() => contents(zip({ 'a.xml': '1', 'A.xml': '2' }))).toThrow(expect.objectContaining({ reason: 'damaged' }));
  });

  it('refuses two end records that both reach the end', () => {
    const tail = Buffer.from(good.subarray(end));
    const commented = Buffer.concat([patched(good, end + 20, tail.length, 0), tail]);
    expect(() => contents(commented)).toThrow(expect.objectContaining({ reason: 'damaged' }));
  });

  it('says of an encrypted member that it is', () => {
    const flagged = patched(patched(good, 6, 1), directory + 8, 1);
    expect(() => contents(flagged)).toThrow(expect.objectContaining({ reason: 'encrypted' }));
  });

  it('refuses more members than a document has', () => {
    const many = Object.fromEntries(
      Array.from({ length: documentLimits.packageMembers + 1 }, (_, at) => [`${at}`, '']),
    );
    expect(() => zipMembers(zip(many))).toThrow(expect.objectContaining({ reason: 'too large' }));
  });

  it.each([
    ['one member that packs too well', { bomb: new Uint8Array(4 * 1024 * 1024) }],
    [
      'members that are too large together',
      Object.fromEntries(Array.from({ length: 70 }, (_, at) => [`${at}`, new Uint8Array(1024 * 1024)])),
    ],
  ])('refuses %s', (_what, bomb) => {
    expect(() => contents(zip(bomb))).toThrow(expect.objectContaining({ reason: 'too large' }));
  });

  it('answers or refuses, and throws nothing else, whatever the bytes', () => {
    const broken = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(broken, (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          const read = contents(bytes);
          expect(Object.values(read)).toEqual(expect.arrayContaining(Object.values(files)));
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDocument);
        }
      }),
    );
  });
});
