import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { LogStore } from './log-store.ts';

/** A pack that was begun, and the index in its month's log of its first record. */
export interface BegunPack {
  readonly pack: string;
  readonly first: number;
}

const directory = 'packs';
const nameForm = /^\d{8}$/;
const packForm = /^\d{4}\/\d{2}\/\d{2}\/[0-9A-HJKMNP-TV-Z]{26}\.pack$/;
/** Room for the one line that such a file has. */
const largestFile = 256;

export interface PackOrder {
  /** In the order in which they were begun, whatever the clock that named them did. */
  readonly begun: readonly BegunPack[];
  /** What is wrong with the rest, which is then not known. */
  readonly flaw?: { readonly kind: 'removed' | 'altered'; readonly file: string };
}

/** One small file each, written before the first record of the pack is sealed. */
export async function readPackOrder(store: Pick<LogStore, 'list' | 'read'>): Promise<PackOrder> {
  const names = (await store.list(directory)).filter((name) => nameForm.test(name)).sort();
  const begun: BegunPack[] = [];
  for (const [ordinal, name] of names.entries()) {
    const file = `${directory}/${nameOf(ordinal)}`;
    if (name !== nameOf(ordinal)) return { begun, flaw: { kind: 'removed', file } };
    const pack = parseBegunPack((await store.read(file, largestFile)) ?? new Uint8Array());
    if (pack === undefined) return { begun, flaw: { kind: 'altered', file } };
    begun.push(pack);
  }
  return { begun };
}

export async function writeBegunPack(store: LogStore, ordinal: number, { pack, first }: BegunPack): Promise<void> {
  await store.create(`${directory}/${nameOf(ordinal)}`, Buffer.from(`${canonicalJson({ first, pack })}\n`));
}

function nameOf(ordinal: number): string {
  return String(ordinal).padStart(8, '0');
}

function parseBegunPack(bytes: Uint8Array): BegunPack | undefined {
  const text = Buffer.from(bytes).toString();
  const [, first, pack] = /^\{"first":(\d{1,15}),"pack":"([^"]+)"\}\n$/.exec(text) ?? [];
  return pack === undefined || !packForm.test(pack) ? undefined : { pack, first: Number(first) };
}
