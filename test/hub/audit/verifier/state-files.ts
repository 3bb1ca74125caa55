import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PackEntry, packHeader, Section, wholeLength } from '../../../../hub/audit/pack.ts';

export type StateFiles = ReadonlyMap<string, Buffer>;

/** The evidence, the logs and the keys of a state directory. */
export function readState(state: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const below of ['evidence', 'log', 'keys']) {
    for (const entry of readdirSync(join(state, below), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.set(path.slice(state.length + 1).replaceAll('\\', '/'), readFileSync(path));
    }
  }
  return files;
}

/** Makes a state directory what `to` says, where it differs from `from`. Packs are closed. */
export function changeState(state: string, from: StateFiles, to: StateFiles): void {
  for (const path of from.keys()) if (!to.has(path)) rmSync(join(state, path));
  for (const [path, bytes] of to) {
    if (from.get(path)?.equals(bytes)) continue;
    rmSync(join(state, path), { force: true });
    mkdirSync(dirname(join(state, path)), { recursive: true });
    writeFileSync(join(state, path), bytes);
    if (path.endsWith('.pack')) chmodSync(join(state, path), 0o444);
  }
}

/** Everything that a pack holds, in order. */
export function entriesOf(pack: Buffer): PackEntry[] {
  const entries: PackEntry[] = [];
  if (wholeLength(pack, entries) !== pack.length) throw new Error('not a whole pack');
  return entries;
}

/** A pack with these entries and with every hash in it right: what somebody makes who knows the format. */
export function packOf(entries: readonly PackEntry[]): Buffer {
  const section = new Section();
  for (const entry of entries) section.add(entry);
  return section.finish();
}

/** An entry with another body, and the hash of that. */
export function withBody({ header }: PackEntry, body: Buffer): PackEntry {
  const { key, retainUntil } = header;
  return { header: packHeader({ key, body, retainUntilMs: Date.parse(retainUntil) }), body };
}
