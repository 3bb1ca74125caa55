import type { EvidenceLocation } from '../gateway/ports.ts';
import type { PackRange } from './pack.ts';
import { newRecordId } from './record-id.ts';

/** `yyyy/mm/dd/<26 characters>.pack`: named like records, so names sort by time and never meet. */
export function newPackName(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/${newRecordId(nowMs)}.pack`;
}

export function formatVersionId(pack: string, range: PackRange): EvidenceLocation['versionId'] {
  return `${pack}#${range.offset}+${range.length}`;
}

/** Strict: a version id comes from a record, hence perhaps from whoever altered one, and it names a file. Nothing but the form above passes. */
const versionIdForm = /^(\d{4}\/\d{2}\/\d{2}\/[0-9A-HJKMNP-TV-Z]{26}\.pack)#(\d{1,15})\+(\d{1,10})$/;

export function parseVersionId(versionId: string): { readonly pack: string; readonly range: PackRange } | undefined {
  const [, pack, offset, length] = versionIdForm.exec(versionId) ?? [];
  return pack === undefined ? undefined : { pack, range: { offset: Number(offset), length: Number(length) } };
}
