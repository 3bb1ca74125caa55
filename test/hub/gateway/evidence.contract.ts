import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceObject, EvidenceStore } from '../../../hub/gateway/ports.ts';
import { expectFault, faultOf } from './faults.ts';

interface Opened {
  readonly evidence: EvidenceStore;
  close(): Promise<void>;
}

/** What every evidence store must do. */
export function describeEvidence(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps the evidence contract`, () => {
    let opened: Opened;
    let evidence: EvidenceStore;
    let objects = 0;
    beforeAll(async () => {
      opened = await open();
      evidence = opened.evidence;
    });
    afterAll(() => opened.close());
    const nextKey = () => {
      objects += 1;
      return `content/app/2026/11/20/${objects}.enc`;
    };
    const object = (body: Uint8Array, key = nextKey()): EvidenceObject => ({
      key,
      body,
      retainUntilMs: Date.UTC(2099, 0, 1),
    });

    it('answers where the object is: key, version, hash and retention', async () => {
      const body = Buffer.from('ciphertext');
      const stored = await evidence.put(object(body));
      expect(stored.key).toBe(`content/app/2026/11/20/${objects}.enc`);
      expect(stored.versionId).not.toBe('');
      expect(stored.sha256).toBe(createHash('sha256').update(body).digest('hex'));
      expect(stored.retainUntil).toBe('2099-01-01T00:00:00.000Z');
    });

    it.each([
      ['an empty body', Buffer.alloc(0)],
      ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0xc3, 0x28])],
      ['a body full of line feeds', Buffer.alloc(5000, 0x0a)],
      ['a large body', randomBytes(2_000_000)],
    ])('gives back %s byte by byte', async (_name, body) => {
      const stored = await evidence.put(object(body));
      expect(Buffer.from(await evidence.get(stored)).equals(body)).toBe(true);
    });

    it('keeps apart what is stored at the same time', async () => {
      const bodies = Array.from({ length: 40 }, (_, index) => randomBytes(index * 37));
      const stored = await Promise.all(bodies.map((body) => evidence.put(object(body))));
      const read = await Promise.all(stored.map((location) => evidence.get(location)));
      expect(read.map((body) => Buffer.from(body).toString('hex'))).toEqual(bodies.map((body) => body.toString('hex')));
    });

    it('accepts the same bytes again under the same key, in one place', async () => {
      const first = object(Buffer.from('once'));
      const stored = await evidence.put(first);
      expect(await evidence.put(first)).toEqual(stored);
    });

    it('refuses other bytes under the same key, and keeps the first', async () => {
      const first = object(Buffer.from('original'));
      const stored = await evidence.put(first);
      await expectFault(evidence.put({ ...first, body: Buffer.from('forged') }), 'evidence_conflict');
      expect(Buffer.from(await evidence.get(stored)).toString()).toBe('original');
    });

    it('takes keys that are also names of object prototypes', async () => {
      const stored = await evidence.put(object(Buffer.from('x'), '__proto__'));
      expect(Buffer.from(await evidence.get(stored)).toString()).toBe('x');
    });

    it('faults when the hash is not the one of the record', async () => {
      const stored = await evidence.put(object(Buffer.from('true')));
      await expectFault(evidence.get({ ...stored, sha256: '0'.repeat(64) }), 'evidence_corrupt');
    });

    it('faults when the version is not there', async () => {
      const stored = await evidence.put(object(Buffer.from('there')));
      await expectFault(evidence.get({ ...stored, versionId: 'not-a-version' }), 'evidence_corrupt');
    });

    it('faults when the key is not the one of the version', async () => {
      const [one, other] = await Promise.all([
        evidence.put(object(Buffer.from('a'))),
        evidence.put(object(Buffer.from('b'))),
      ]);
      await expectFault(evidence.get({ ...one, key: other.key }), 'evidence_corrupt');
    });

    it('says nothing of the content in a fault', async () => {
      const first = object(Buffer.from('very private'));
      await evidence.put(first);
      const fault = await faultOf(evidence.put({ ...first, body: Buffer.from('also private') }));
      expect(fault.message).not.toContain('private');
      expect(fault.message).not.toContain(first.key);
    });
  });
}
