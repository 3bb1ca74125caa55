import { constants, existsSync, lstatSync } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LogDirectory } from './log-directory.ts';
import { logFilesIn } from './log-files.ts';
import { decodeEntry, keptForEver, type PackEntry, wholeLength } from './pack.ts';
import { readRange } from './pack-file.ts';
import { parseVersionId } from './pack-name.ts';
import { isRecordEntry, packNames } from './pack-records.ts';
import type { EvidenceLocation } from './record.ts';
import { readPackOrder } from './sealer/pack-order.ts';
import type { Evidence, PackedRecord, PackPart } from './verifier/evidence.ts';
import { readEntry } from './verifier/read-entry.ts';

const chunkBytes = 4 * 1024 * 1024;
const sectionBegins = Buffer.from('GATEHOUSE-PACK 1\n');

/** The evidence of a state directory (or of a copy of its `evidence/` and `log/`), read as whoever may have altered it left it. */
export function evidenceIn(state: string): Evidence {
  const [root, logs] = [join(state, 'evidence'), join(state, 'log')];
  return {
    shards: async () => (existsSync(logs) ? (await readdir(logs)).filter((name) => /^\d{4}-\d{2}$/.test(name)) : []),
    log: (shard) => (existsSync(join(logs, shard)) ? logFilesIn(join(logs, shard)) : noFiles),
    packOrder: () => readPackOrder(new LogDirectory(logs)),
    packs: async () => (await packNames(root)).map((name) => ({ name, closed: isReadOnly(join(root, name)) })),
    readPack: (pack) => (isPlainFile(join(root, pack)) ? readParts(join(root, pack)) : undefined),
    hasContent: (location) => hasContent(root, location),
  };
}

const noFiles: ReturnType<Evidence['log']> = {
  list: async function* () {},
  read: async () => undefined,
};

/** A link, or a directory, in a pack's place is no pack. */
function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isReadOnly(path: string): boolean {
  return ((lstatSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o222) === 0;
}

async function* readParts(path: string): AsyncGenerator<PackPart> {
  const closed = isReadOnly(path);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    for (let offset = 0; offset < size; ) {
      const { whole, entries } = await readSections(file, offset, size, chunkBytes);
      if (whole > 0) {
        yield { kind: 'records', records: entries.filter(isRecordEntry).map(packedRecord) };
        offset += whole;
        continue;
      }
      const next = await nextSection(file, offset + 1, size);
      yield { kind: next === size && !closed ? 'torn' : 'damage', offset };
      offset = next;
    }
  } finally {
    await file.close();
  }
}

/** The whole sections from here on, as far as `most` bytes reach, or one that is longer. */
async function readSections(file: FileHandle, offset: number, size: number, most: number) {
  const bytes = await readAt(file, offset, Math.min(most, size - offset));
  const entries: PackEntry[] = [];
  const whole = wholeLength(bytes, entries);
  if (whole === 0 && offset + bytes.length < size) return readSections(file, offset, size, 2 * most);
  return { whole, entries };
}

/** Where the next section seems to begin; the end of the file where none does. */
async function nextSection(file: FileHandle, from: number, size: number): Promise<number> {
  for (let offset = from; offset < size; offset += chunkBytes) {
    const bytes = await readAt(file, offset, Math.min(chunkBytes + sectionBegins.length, size - offset));
    const at = bytes.indexOf(sectionBegins);
    if (at >= 0) return offset + at;
  }
  return size;
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

function packedRecord({ header, body }: PackEntry): PackedRecord {
  const record = readEntry(body);
  const isKey = header.key === `records/${record?.recordId}/${record?.type}`;
  return { bytes: body, sound: isKey && header.retainUntil === keptForEver };
}

async function hasContent(root: string, { key, versionId, sha256, retainUntil }: EvidenceLocation) {
  const version = parseVersionId(versionId);
  if (version === undefined) return 'altered';
  const path = join(root, version.pack);
  if (!isPlainFile(path)) return 'removed';
  // Whatever hinders reading it, the content is not what was stored.
  const bytes = await readRange(path, version.range).catch(() => undefined);
  const header = bytes === undefined ? undefined : decodeEntry(bytes)?.header;
  const same = header?.key === key && header.sha256 === sha256 && header.retainUntil === retainUntil;
  return same ? 'whole' : 'altered';
}
