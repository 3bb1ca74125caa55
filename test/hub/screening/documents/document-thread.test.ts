import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentLimits } from '../../../../hub/screening/documents/document-limits.ts';
import { readInThread } from '../../../../hub/screening/documents/document-thread.ts';
import { faultOf } from '../../gateway/faults.ts';
import { docx, line, paragraph, pdf, pdfOf } from './document-files.ts';

const good = { format: 'docx', bytes: docx(paragraph('good')) } as const;

/** A page whose content inflates to so many megabytes of spaces. */
function bomb(megabytes: number): Uint8Array {
  const data = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, ' '));
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>',
    { dictionary: '/Filter/FlateDecode', data },
  ]);
}

describe('reading in a thread', () => {
  it('answers for each document in order, whatever becomes of the others', async () => {
    const broken = { format: 'docx', bytes: Buffer.from('PK\u0003\u0004') } as const;
    const outcomes = await readInThread([good, broken, { format: 'pdf', bytes: pdf(line('page')) }]);
    expect(outcomes).toEqual([{ texts: ['good'] }, { unread: 'damaged' }, { texts: ['page'] }]);
  });

  it('answers for every document, however broken', async () => {
    const files = [
      { format: 'pdf', bytes: pdf(line('page')) },
      { format: 'docx', bytes: docx(paragraph('paragraph')) },
    ] as const;
    const broken = fc.tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
    );
    const orders = fc.sample(broken, { numRuns: 60, seed: 4 }).map(([{ format, bytes }, changes]) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return { format, bytes: copy };
    });
    const outcomes = await readInThread(orders, { ...documentLimits, milliseconds: 60_000 });
    expect(outcomes).toHaveLength(60);
    for (const outcome of outcomes) {
      expect(outcome).toEqual('texts' in outcome ? { texts: expect.any(Array) } : { unread: expect.any(String) });
    }
  });

  it('ends when the time is over', async () => {
    const order = { format: 'docx', bytes: docx(manyParagraphs()) } as const;
    const orders = Array.from({ length: 100 }, () => order);
    const outcomes = await readInThread(orders, { ...documentLimits, milliseconds: 2000 });
    expect(outcomes).toHaveLength(100);
    expect(outcomes.at(-1)).toEqual({ unread: 'too slow' });
  });

  it('knows nothing of the documents where it could not even begin', async () => {
    const fault = await faultOf(readInThread([good], { ...documentLimits, milliseconds: 1 }));
    expect(fault.code).toBe('screening_failed');
  });

  it('ends when a document takes too much memory for its buffers', async () => {
    const limits = { ...documentLimits, milliseconds: 60_000, bufferMegabytes: 64 };
    const outcomes = await readInThread([good, { format: 'pdf', bytes: bomb(400) }, good], limits);
    expect(outcomes).toEqual([{ texts: ['good'] }, { unread: 'too large' }, { unread: 'too large' }]);
  });

  it('ends when a document takes too much memory for its text', async () => {
    const limits = { ...documentLimits, milliseconds: 60_000, heapMegabytes: 16 };
    const order = { format: 'docx', bytes: docx(manyParagraphs()) } as const;
    expect(await readInThread([order], limits)).toEqual([{ unread: 'too large' }]);
  });
});

/** Text that packs badly enough to be no bomb. */
function manyParagraphs(): string {
  let seed = 1;
  return Array.from({ length: 120_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return paragraph(seed.toString(36).repeat(4));
  }).join('');
}
