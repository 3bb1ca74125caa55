/**
 * The pack: a file of evidence to which sections are appended, one for each group commit, and which is sealed (read-only) once it is full, its day is over or
 * its hub stops. Nothing that was written is ever written again. Readable with a pager, checkable without Gatehouse; a section is:
 *
 *     GATEHOUSE-PACK 1
 *     {"key":…,"length":…,"sha256":…,"retainUntil":…}        for each object: a header line,
 *     <bytes>                                                 its bytes, a line feed
 *     {"objects":…,"bytes":…,"sha256":…}                      a trailer: count, size of everything before it, hash of all header lines
 *
 * The trailer hashes the headers, which hash the bytes: each byte is hashed once when written, and a section that was cut off anywhere is recognised.
 */
import { createHash, hash } from 'node:crypto';
import type { EvidenceObject } from '../gateway/ports.ts';

const magic = Buffer.from('GATEHOUSE-PACK 1\n');
const lineFeed = Buffer.from('\n');
/** No header line is longer: keys have at most 1,024 bytes, as in S3. */
const maxHeaderBytes = 8192;

/** Records are kept as long as the log is: no retention of an application's content shortens theirs. */
export const keptForEver = '9999-12-31T23:59:59.999Z';

export interface PackHeader {
  readonly key: string;
  readonly length: number;
  readonly sha256: string;
  /** RFC 3339, UTC. */
  readonly retainUntil: string;
}

/** Where an object (header line and bytes) lies: in its section here, in its pack once that section has a place in it. */
export interface PackRange {
  readonly offset: number;
  readonly length: number;
}

export function packHeader(object: EvidenceObject): PackHeader {
  return {
    key: object.key,
    length: object.body.byteLength,
    sha256: hash('sha256', object.body, 'hex'),
    retainUntil: new Date(object.retainUntilMs).toISOString(),
  };
}

export interface PackEntry {
  readonly header: PackHeader;
  readonly body: Uint8Array;
}

/** A section that is being put together. An entry's place is known as soon as it is added, so that a later entry of the same section may name it. */
export class Section {
  readonly #headersHash = createHash('sha256');
  readonly #chunks: Uint8Array[] = [magic];
  #bytes = magic.length;
  #objects = 0;

  add({ header, body }: PackEntry): PackRange {
    const line = Buffer.from(`${JSON.stringify(header)}\n`);
    this.#headersHash.update(line);
    this.#chunks.push(line, body, lineFeed);
    const range = { offset: this.#bytes, length: line.length + body.byteLength };
    this.#bytes += range.length + lineFeed.length;
    this.#objects += 1;
    return range;
  }

  /** The whole section with its trailer; nothing is added afterwards. */
  finish(): Buffer {
    const trailer = { objects: this.#objects, bytes: this.#bytes, sha256: this.#headersHash.digest('hex') };
    this.#chunks.push(Buffer.from(`${JSON.stringify(trailer)}\n`));
    return Buffer.concat(this.#chunks);
  }
}

/** An entry from the bytes of its range; undefined where they are not a whole entry whose bytes have the hash that its header says. */
export function decodeEntry(range: Uint8Array): PackEntry | undefined {
  const end = range.subarray(0, maxHeaderBytes).indexOf(0x0a);
  if (end < 0) return undefined;
  const header = parseHeader(Buffer.from(range.buffer, range.byteOffset, end).toString());
  const body = range.subarray(end + 1);
  if (header === undefined || header.length !== body.byteLength) return undefined;
  return hash('sha256', body, 'hex') === header.sha256 ? { header, body } : undefined;
}

function parseHeader(line: string): PackHeader | undefined {
  const value = parseObject(line);
  const { key, length, sha256, retainUntil } = value ?? {};
  if (typeof key !== 'string' || typeof sha256 !== 'string' || typeof retainUntil !== 'string') return undefined;
  return typeof length === 'number' && Number.isSafeInteger(length) && length >= 0
    ? { key, length, sha256, retainUntil }
    : undefined;
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // bytes that are not JSON are not a header; the caller reports the pack
  }
}

/**
 * How many bytes at the beginning of a pack are whole sections; less than all of them means that the rest was cut off or altered. `entries` receives the
 * entries of whole sections, in order.
 */
export function wholeLength(pack: Buffer, entries: PackEntry[] = []): number {
  let whole = 0;
  for (;;) {
    const found: PackEntry[] = [];
    const end = sectionEnd(pack, whole, found);
    if (end === undefined) return whole;
    entries.push(...found);
    whole = end;
  }
}

/** Where the section that begins at `start` ends, if it is whole: every entry with its hash, and the trailer that closes it. */
function sectionEnd(pack: Buffer, start: number, found: PackEntry[]): number | undefined {
  if (!pack.subarray(start, start + magic.length).equals(magic)) return undefined;
  const headersHash = createHash('sha256');
  let offset = start + magic.length;
  for (let objects = 0; ; objects += 1) {
    const end = pack.subarray(offset, offset + maxHeaderBytes).indexOf(0x0a);
    if (end < 0) return undefined;
    const line = pack.subarray(offset, offset + end);
    const header = parseHeader(line.toString());
    if (header === undefined) {
      const closes = isTrailer(line.toString(), offset - start, objects, headersHash.digest('hex'));
      return closes ? offset + end + 1 : undefined;
    }
    const after = offset + end + 1 + header.length;
    const entry = pack[after] === 0x0a ? decodeEntry(pack.subarray(offset, after)) : undefined;
    if (entry === undefined) return undefined;
    found.push(entry);
    headersHash.update(line).update(lineFeed);
    offset = after + 1;
  }
}

function isTrailer(line: string, bytes: number, objects: number, sha256: string): boolean {
  const trailer = parseObject(line);
  return trailer?.objects === objects && trailer.bytes === bytes && trailer.sha256 === sha256;
}
