/**
 * The step before screening in which documents become texts. It waits for other threads, which screening does not; a request without documents passes it at once, and no
 * parser is loaded for it.
 */
import type { Part } from '../parts.ts';
import { type BinaryFormat, binaryFormat, isTextFormat, sniffBytes } from './document-format.ts';
import type { DocumentSource, UnreadReason } from './document-source.ts';
import type { DocumentOrder } from './document-thread.ts';
import { extractedTexts } from './extracted-text.ts';
import { ReadingTurns } from './reading-turns.ts';
import { unreadReason } from './unreadable-document.ts';

const turns = new ReadingTurns();

/**
 * Reads the documents among the parts, within the bounds of `document-limits.ts`. What was read is among its part's `texts` afterwards, and screening treats it like any other text;
 * what could not be read is still the part's `media`, with the reason. Never rejects for what a document holds.
 */
export async function readDocuments(parts: readonly Part[]): Promise<void> {
  const sources = parts.flatMap(({ document }) => document ?? []);
  if (sources.length === 0) return;
  const pages = sources.filter(({ text }) => text !== undefined);
  if (pages.length > 0) await readPages(pages);
  const reads = sources.flatMap((source) => {
    const order = source.text === undefined ? orderFor(source) : undefined;
    return order === undefined ? [] : [{ source, order }];
  });
  if (reads.length > 0) await readBinaries(reads);
}

async function readPages(pages: readonly DocumentSource[]): Promise<void> {
  const { htmlTexts } = await import('./html-document.ts');
  for (const source of pages) {
    try {
      source.accept(htmlTexts(source, source.text ?? ''));
    } catch (error) {
      source.reject(unreadReason(error));
    }
  }
}

/** What the thread is to read; where that is certain not to succeed the document is rejected here. */
function orderFor(source: DocumentSource): DocumentOrder | undefined {
  const bytes = source.read();
  const format = binaryFormat(source.format);
  const reason = bytes === undefined ? 'damaged' : mismatch(bytes, source.format, format);
  if (bytes !== undefined && reason === undefined && format !== undefined && format !== 'legacy')
    return { format, bytes };
  source.reject(reason ?? 'unknown format');
  return undefined;
}

const containers = { pdf: 'pdf', docx: 'zip', xlsx: 'zip', legacy: 'ole' } as const;

/** Compares what the request says of the document with what its bytes say. */
function mismatch(
  bytes: Uint8Array,
  name: string,
  format: BinaryFormat | 'legacy' | undefined,
): UnreadReason | undefined {
  const container = sniffBytes(bytes);
  // A text document that came here is not UTF-8, or is no text at all.
  if (format === undefined) {
    if (!isTextFormat(name)) return 'unknown format';
    return container === 'other' ? 'damaged' : 'format disagrees';
  }
  if (container === containers[format]) return format === 'legacy' ? 'legacy format' : undefined;
  if (container === 'other') return 'damaged';
  // Office wraps an encrypted docx or xlsx into the container of the old formats.
  return container === 'ole' && isEncryptedPackage(bytes) ? 'encrypted' : 'format disagrees';
}

const encryptedStream = Buffer.from('EncryptedPackage', 'utf16le');

function isEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(encryptedStream);
}

interface Read {
  readonly source: DocumentSource;
  readonly order: DocumentOrder;
}

async function readBinaries(reads: readonly Read[]): Promise<void> {
  const { readInThread } = await import('./document-thread.ts');
  const outcomes = await turns.take(() => readInThread(reads.map(({ order }) => order)));
  reads.forEach(({ source }, at) => {
    const outcome = outcomes === undefined ? { unread: 'reader busy' as const } : outcomes[at];
    if (outcome !== undefined && 'texts' in outcome) source.accept(extractedTexts(outcome.texts, source));
    else source.reject(outcome?.unread ?? 'damaged');
  });
}
