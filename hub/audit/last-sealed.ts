/** When a call of an account was sealed last: looked up from the end of the newest log backwards, so that it costs what lies behind it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { readCheckpoint } from './log/checkpoint.ts';
import { decodeBundle, largestBundle } from './log/entry-bundle.ts';
import { isFlawed } from './log/flawed.ts';
import type { NoteKey } from './log/note-key.ts';
import { tilePath, tileWidth, widthAt } from './log/tile-path.ts';
import { logFilesIn } from './log-files.ts';
import { readPublicKeys } from './log-key.ts';

export interface SealedCall {
  readonly recordId: string;
  /** When the call came, RFC 3339. */
  readonly receivedAt: string;
  /** The log's origin, and the place of the call's intent in it. */
  readonly log: string;
  readonly index: number;
}

const mostCheckpointBytes = 16_384;

/**
 * The newest sealed call of each account, by account id; accounts without one are left out. Checkpoints are believed by their signatures; whether the entries are what was signed is for `verifyEvidence` to say.
 *
 * @param directory the logs of a hub: `log/` of its state directory, or a copy.
 * @throws GatehouseFault `evidence_unavailable` where that is none, `evidence_corrupt` where a log is not as its checkpoint says.
 */
export async function lastSealed(
  directory: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, SealedCall>> {
  const { keys } = readPublicKeys(directory);
  const wanted = new Set(accounts);
  const found = new Map<string, SealedCall>();
  for (const month of await monthsIn(directory)) {
    if (wanted.size === 0) break;
    const log = join(directory, month);
    for await (const { accountId, ...call } of callsFromTheEnd(log, await newestCheckpoint(log, keys))) {
      if (wanted.delete(accountId)) found.set(accountId, call);
      if (wanted.size === 0) break;
    }
  }
  return found;
}

/** Newest first. */
async function monthsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new GatehouseFault(
      'evidence_unavailable',
      `There are no logs in ${directory}.`,
      'Name the state directory of a hub that has run at least once, or a copy of it.',
      { cause },
    );
  });
  return names
    .filter((name) => /^\d{4}-\d{2}$/.test(name))
    .toSorted()
    .toReversed();
}

async function newestCheckpoint(log: string, keys: readonly NoteKey[]) {
  const sizes = (await readdir(join(log, 'checkpoints')).catch(() => [])).map(Number).filter(Number.isSafeInteger);
  const newest = Math.max(0, ...sizes);
  if (newest === 0) return { origin: '', size: 0 };
  const bytes = await logFilesIn(log).read(`checkpoints/${newest}`, mostCheckpointBytes);
  const checkpoint = bytes === undefined ? undefined : readCheckpoint(bytes, keys);
  if (checkpoint === undefined || isFlawed(checkpoint) || checkpoint.size !== newest) throw corrupt(log);
  return checkpoint;
}

async function* callsFromTheEnd(
  log: string,
  { origin, size }: { readonly origin: string; readonly size: number },
): AsyncGenerator<SealedCall & { readonly accountId: string }> {
  const files = logFilesIn(log);
  for (let bundle = Math.ceil(size / tileWidth) - 1; bundle >= 0; bundle -= 1) {
    const width = widthAt(size, 0, bundle);
    const bytes = await files.read(tilePath({ level: 'entries', index: bundle, width }), largestBundle);
    const entries = bytes === undefined ? undefined : decodeBundle(bytes, width);
    if (entries === undefined) throw corrupt(log);
    for (let at = entries.length - 1; at >= 0; at -= 1) {
      const call = callIn(entries[at] as Uint8Array);
      if (call !== undefined) yield { ...call, log: origin, index: bundle * tileWidth + at };
    }
  }
}

/** Intents name the account; completions follow them. */
function callIn(entry: Uint8Array): { recordId: string; receivedAt: string; accountId: string } | undefined {
  try {
    const { type, recordId, receivedAt, caller } = JSON.parse(Buffer.from(entry).toString());
    if (type !== 'intent' || typeof recordId !== 'string' || typeof receivedAt !== 'string') return undefined;
    return typeof caller?.accountId === 'string' ? { recordId, receivedAt, accountId: caller.accountId } : undefined;
  } catch {
    return undefined; // no record: the verifier names it
  }
}

function corrupt(log: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    `The log ${log} is not as its newest checkpoint says.`,
    'Run gatehouse audit verify on it.',
  );
}
