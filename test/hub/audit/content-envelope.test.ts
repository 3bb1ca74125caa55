import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openContent, sealContent } from '../../../hub/audit/content-envelope.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';

const dataKey = { id: 'key-1', key: createSecretKey(randomBytes(32)) };
const recordId = '01JCZ3V0A1B2C3D4E5F6G7H8J9';
const content = { sent: Buffer.from('{"messages":["secret question"]}'), answer: Buffer.from('secret answer') };

describe('sealed content', () => {
  it('opens to what was sent and what was answered, whatever their bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (sent, answer) => {
        const opened = openContent(sealContent({ sent, answer }, recordId, dataKey), recordId, dataKey);
        expect(Buffer.from(opened.sent).equals(sent)).toBe(true);
        expect(Buffer.from(opened.answer).equals(answer)).toBe(true);
      }),
    );
  });

  it('opens where it is a view into a larger buffer, as a pack gives it', () => {
    const sealed = sealContent(content, recordId, dataKey);
    const pack = Buffer.concat([randomBytes(13), sealed, randomBytes(7)]);
    const opened = openContent(new Uint8Array(pack.buffer, pack.byteOffset + 13, sealed.length), recordId, dataKey);
    expect(Buffer.from(opened.answer).toString()).toBe('secret answer');
  });

  it('begins with its format and holds nothing in clear', () => {
    const sealed = Buffer.from(sealContent(content, recordId, dataKey));
    expect(sealed.subarray(0, 4).toString()).toBe('GHC1');
    expect(sealed.includes('secret')).toBe(false);
    expect(sealed).toHaveLength(4 + 12 + 16 + 4 + content.sent.length + content.answer.length);
  });

  it('holds an answer that was not released beside what the caller was given instead', () => {
    const unreleased = Buffer.from('doubtful answer');
    const sealed = Buffer.from(sealContent({ ...content, unreleased }, recordId, dataKey));
    expect(sealed.subarray(0, 4).toString()).toBe('GHC2');
    const opened = openContent(sealed, recordId, dataKey);
    expect(opened).toEqual({ ...content, unreleased });
    expect(openContent(sealContent(content, recordId, dataKey), recordId, dataKey)).not.toHaveProperty('unreleased');
  });

  it('cannot be taken for the other of its two layouts', async () => {
    for (const [sealed, other] of [
      [sealContent(content, recordId, dataKey), 'GHC2'],
      [sealContent({ ...content, unreleased: Buffer.from('x') }, recordId, dataKey), 'GHC1'],
    ] as const) {
      const altered = Buffer.concat([Buffer.from(other), sealed.subarray(4)]);
      await expectFault(() => openContent(altered, recordId, dataKey), 'evidence_corrupt');
    }
  });

  it('is never the same twice, because its nonce is not', () => {
    const sealed = Array.from({ length: 50 }, () => Buffer.from(sealContent(content, recordId, dataKey)));
    expect(new Set(sealed.map((bytes) => bytes.subarray(4, 16).toString('hex'))).size).toBe(50);
  });

  it('is corrupt when any one bit of it is flipped', () => {
    const sealed = sealContent(content, recordId, dataKey);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const altered = Uint8Array.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openContent(altered, recordId, dataKey)).toThrow(
        expect.objectContaining({ code: 'evidence_corrupt' }),
      );
    }
  });

  it('is corrupt when it is cut or has something added', () => {
    const sealed = sealContent(content, recordId, dataKey);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openContent(sealed.subarray(0, length), recordId, dataKey)).toThrow(
        expect.objectContaining({ code: 'evidence_corrupt' }),
      );
    }
    const longer = Buffer.concat([sealed, Buffer.from([0])]);
    expect(() => openContent(longer, recordId, dataKey)).toThrow(expect.objectContaining({ code: 'evidence_corrupt' }));
  });

  it('cannot be passed off as another record’s', async () => {
    const sealed = sealContent(content, recordId, dataKey);
    await expectFault(() => openContent(sealed, '01JCZ3V0A1B2C3D4E5F6G7H8JA', dataKey), 'evidence_corrupt');
  });

  it('does not open with another key', async () => {
    const sealed = sealContent(content, recordId, dataKey);
    const other = { id: 'key-1', key: createSecretKey(randomBytes(32)) };
    await expectFault(() => openContent(sealed, recordId, other), 'evidence_corrupt');
  });

  it('says in its fault what to do and nothing of the content', async () => {
    const sealed = sealContent(content, recordId, dataKey);
    const fault = await faultOf(() => openContent(sealed, 'other', dataKey));
    expect(fault.remedy).toContain('finding');
    expect(fault.message).not.toContain('secret');
  });
});
