import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntry, type PackEntry, packHeader, Section, wholeLength } from '../../../hub/audit/pack.ts';
import { formatVersionId, newPackName, parseVersionId } from '../../../hub/audit/pack-name.ts';

const entry = (key: string, body: Uint8Array) => ({ header: packHeader({ key, body, retainUntilMs: 0 }), body });
const entries = fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.uint8Array({ maxLength: 300 })), {
  minLength: 1,
  maxLength: 5,
});

function encodeSection(added: readonly PackEntry[]) {
  const section = new Section();
  const ranges = added.map((each) => section.add(each));
  return { bytes: section.finish(), ranges };
}

const isWhole = (bytes: Buffer) => bytes.length > 0 && wholeLength(bytes) === bytes.length;

describe('a pack', () => {
  it('is whole, and each entry is found in its range', () => {
    fc.assert(
      fc.property(entries, (objects) => {
        const { bytes, ranges } = encodeSection(objects.map(([key, body]) => entry(key, body)));
        expect(isWhole(bytes)).toBe(true);
        for (const [index, { offset, length }] of ranges.entries()) {
          const found = decodeEntry(bytes.subarray(offset, offset + length));
          expect(found?.header.length).toBe(objects[index]?.[1].length);
          expect(Buffer.from(found?.body ?? [1]).equals(objects[index]![1])).toBe(true);
        }
      }),
    );
  });

  it('is torn wherever it is cut off', () => {
    const { bytes } = encodeSection([entry('a', Buffer.from('first\n')), entry('b', Buffer.from('{"objects":1}\n'))]);
    for (let length = 0; length < bytes.length; length += 1) expect(isWhole(bytes.subarray(0, length))).toBe(false);
  });

  it('is torn whichever byte is changed', () => {
    const { bytes } = encodeSection([entry('a', Buffer.from('first')), entry('b', Buffer.from('second'))]);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 1;
      expect(isWhole(changed)).toBe(false);
    }
  });

  it('is torn with anything after its end, zeros of a crashed file system included', () => {
    const { bytes } = encodeSection([entry('a', Buffer.from('first'))]);
    expect(isWhole(Buffer.concat([bytes, Buffer.alloc(1)]))).toBe(false);
    expect(isWhole(Buffer.alloc(bytes.length))).toBe(false);
  });

  it('is whole with another section behind it, and whole up to there where that one is torn', () => {
    const { bytes } = encodeSection([entry('a', Buffer.from('first'))]);
    const { bytes: second } = encodeSection([entry('b', Buffer.from('second'))]);
    const both = Buffer.concat([bytes, second]);
    expect(wholeLength(both)).toBe(both.length);
    for (let length = bytes.length; length < both.length; length += 1) {
      expect(wholeLength(both.subarray(0, length))).toBe(bytes.length);
    }
  });

  it('reads no entry out of arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(decodeEntry(bytes)).toBeUndefined();
      }),
    );
  });

  it.each([
    '[]',
    'null',
    '{"key":1}',
    '{"key":"k","length":-1,"sha256":"","retainUntil":""}',
    '{"__proto__":{"key":"k"}}',
  ])('takes %s for no header', (line) => {
    expect(decodeEntry(Buffer.from(`${line}\n`))).toBeUndefined();
  });
});

describe('a version id', () => {
  it('names a pack and a range in it', () => {
    const pack = newPackName(Date.UTC(2026, 10, 20));
    expect(pack).toMatch(/^2026\/11\/20\/[0-9A-Z]{26}\.pack$/);
    expect(parseVersionId(formatVersionId(pack, { offset: 17, length: 5 }))).toEqual({
      pack,
      range: { offset: 17, length: 5 },
    });
  });

  it.each([
    '',
    '../../../etc/passwd#0+10',
    '2026/11/20/../../../../secret/0000000000.pack#0+1',
    '/2026/11/20/01JCXK5V7Q8M2N4P6R00000000.pack#0+1',
    '2026/11/20/01JCXK5V7Q8M2N4P6R00000000.pack',
    '2026/11/20/01JCXK5V7Q8M2N4P6R00000000.pack#-1+1',
    '2026/11/20/01JCXK5V7Q8M2N4P6R00000000.pack#0+99999999999',
    '2026/11/20/01JCXK5V7Q8M2N4P6R00000000.pack#0+1\n',
    '2026/11/20/01JCXK5V7Q8M2N4P6R0000000\u0000.pack#0+1',
  ])('that reads %j is refused', (versionId) => {
    expect(parseVersionId(versionId)).toBeUndefined();
  });
});
