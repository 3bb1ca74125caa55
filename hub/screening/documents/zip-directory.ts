/**
 * The table of contents of a ZIP file. Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4. Word reads a package by its central directory, other readers by the headers
 * in front of the data; a file in which the two differ shows each reader something else. So a file is read only where they cannot differ: one directory, at the end,
 * whose members lie one behind the other without gap or overlap, each with the name and the packing that its own header says.
 */
import { documentLimits } from './document-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';

export interface ZipMember {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly method: 'stored' | 'deflated';
  /** CRC-32 of the content. */
  readonly crc: number;
  /** Size of the content in bytes, as the directory has it. */
  readonly size: number;
}

interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, descriptor: 0x08074b50 } as const;
const localLength = 30;
const centralLength = 46;
const endLength = 22;
const encryptedFlags = 0x0001 | 0x0040 | 0x2000;
const descriptorFlag = 0x0008;
const longestComment = 0xffff;

/** The members of a package; throws `UnreadableDocument` for a file that two readers could read in two ways. */
export function zipMembers(bytes: Uint8Array): ZipMember[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const { entries, start } = readDirectory(file);
    return locateMembers(file, entries, start);
  } catch (error) {
    // Reading beyond the end of a truncated file is a RangeError of Buffer.
    throw error instanceof UnreadableDocument ? error : damaged();
  }
}

function damaged(): UnreadableDocument {
  return new UnreadableDocument('damaged');
}

function readDirectory(file: Buffer): { readonly entries: DirectoryEntry[]; readonly start: number } {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  const size = file.readUInt32LE(end + 12);
  const start = file.readUInt32LE(end + 16);
  // Disk numbers of archives in several files; and the 64-bit form, which no document below 4 GB needs, has its fields at all ones here.
  const oneDisk = file.readUInt32LE(end + 4) === 0 && file.readUInt16LE(end + 8) === count;
  if (!oneDisk || start + size !== end) throw damaged();
  if (count > documentLimits.packageMembers) throw new UnreadableDocument('too large');
  const entries: DirectoryEntry[] = [];
  let at = start;
  for (let read = 0; read < count; read += 1) at = readEntry(file, at, entries);
  if (at !== end) throw damaged();
  return { entries, start };
}

/** The end record, whose comment fills the file up to its end; a second one that does so too makes the file ambiguous. */
function findEnd(file: Buffer): number {
  const found: number[] = [];
  for (let at = file.length - endLength; at >= Math.max(0, file.length - endLength - longestComment); at -= 1) {
    const ends =
      file.readUInt32LE(at) === signatures.end && at + endLength + file.readUInt16LE(at + 20) === file.length;
    if (ends) found.push(at);
  }
  const [only] = found;
  if (only === undefined || found.length > 1) throw damaged();
  return only;
}

function readEntry(file: Buffer, at: number, entries: DirectoryEntry[]): number {
  if (file.readUInt32LE(at) !== signatures.central) throw damaged();
  const nameEnd = at + centralLength + file.readUInt16LE(at + 28);
  entries.push({
    name: file.toString('utf8', at + centralLength, nameEnd),
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packedSize: file.readUInt32LE(at + 20),
    size: file.readUInt32LE(at + 24),
    offset: file.readUInt32LE(at + 42),
  });
  return nameEnd + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
}

function locateMembers(file: Buffer, entries: DirectoryEntry[], directory: number): ZipMember[] {
  const names = new Set<string>();
  let next = 0;
  const members = entries
    .sort((one, other) => one.offset - other.offset)
    .map((entry) => {
      // Names are compared as file systems of offices do: two that differ in case alone would be one file.
      const name = entry.name.toLowerCase();
      if (entry.offset !== next || names.has(name)) throw damaged();
      names.add(name);
      const { member, end } = readMember(file, entry);
      next = end;
      return member;
    });
  if (next !== directory) throw damaged();
  return members;
}

function readMember(file: Buffer, entry: DirectoryEntry): { readonly member: ZipMember; readonly end: number } {
  const { offset, name } = entry;
  if ((entry.flags & encryptedFlags) !== 0) throw new UnreadableDocument('encrypted');
  const nameEnd = offset + localLength + file.readUInt16LE(offset + 26);
  const agrees =
    file.readUInt32LE(offset) === signatures.local &&
    file.readUInt16LE(offset + 6) === entry.flags &&
    file.readUInt16LE(offset + 8) === entry.method &&
    file.toString('utf8', offset + localLength, nameEnd) === name;
  const start = nameEnd + file.readUInt16LE(offset + 28);
  const end = start + entry.packedSize;
  if (!agrees || end > file.length) throw damaged();
  const member = { name, packed: file.subarray(start, end), method: methodOf(entry), crc: entry.crc, size: entry.size };
  return { member, end: afterDescriptor(file, end, entry) };
}

function methodOf({ method }: DirectoryEntry): ZipMember['method'] {
  if (method === 0) return 'stored';
  if (method === 8) return 'deflated';
  throw new UnreadableDocument('unknown format');
}

/** Where a member was written before its size was known, 12 bytes of figures follow its data, after an optional signature. */
function afterDescriptor(file: Buffer, end: number, entry: DirectoryEntry): number {
  if ((entry.flags & descriptorFlag) === 0) return end;
  const start = file.readUInt32LE(end) === signatures.descriptor ? end + 4 : end;
  const agrees = file.readUInt32LE(start) === entry.crc && file.readUInt32LE(start + 4) === entry.packedSize;
  if (!agrees || file.readUInt32LE(start + 8) !== entry.size) throw damaged();
  return start + 12;
}
