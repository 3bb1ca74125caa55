/**
 * Verifies a whole log, and trusts nothing of it but the keys that its reader brought: entries must give the leaf hashes, leaf hashes the tiles above them, and all of them together, at
 * every size of which there is a signed checkpoint, the root that was signed. Checkpoints that follow from one sequence of leaves are consistent with each
 * other. One pass; memory does not grow with the log.
 */
import { Frontier } from './frontier.ts';
import { type KnownCheckpoint, knownCheckpoints, type Trust } from './known-checkpoints.ts';
import { LeafTiles, type OnEntry } from './leaf-tiles.ts';
import { type LogFiles, takeInventory } from './log-inventory.ts';
import { Findings, type LogReport } from './log-report.ts';
import { SignedRoots } from './signed-roots.ts';
import { tileWidth, widthAt } from './tile-path.ts';
import { perfectRoot } from './tile-tree.ts';
import { UpperTiles } from './upper-tiles.ts';

export interface LogVerification extends Trust {
  readonly files: LogFiles;
  /** Whether a log without its entries is whole; by default the hashes are enough. */
  readonly entriesRequired?: boolean;
  /** Whether there may be no checkpoint yet: a log whose writer was killed before the first. */
  readonly mayBeEmpty?: boolean;
  /** Called for each entry, in order. */
  readonly onEntry?: OnEntry;
  /** Called now and then with the number of entries that are done. */
  readonly onProgress?: (entries: number, of: number) => void;
}

export async function verifyLog(verification: LogVerification): Promise<LogReport> {
  const { files, entriesRequired = false, mayBeEmpty = false } = verification;
  const findings = new Findings();
  const inventory = await takeInventory(files);
  const known = await knownCheckpoints(files, inventory, verification, findings);
  const newest = known.at(-1);
  if (inventory.checkpoints.length === 0 && !mayBeEmpty) {
    findings.add({ kind: 'removed', file: 'checkpoint', message: 'There is no checkpoint to verify the log against.' });
  }
  const entries = inventory.hasEntries || entriesRequired;
  const source = { files, inventory, findings };
  const leaves = new LeafTiles(source, entries, verification.onEntry);
  const verified = await walk(known, leaves, new UpperTiles(source), findings, verification.onProgress);
  return {
    origin: newest?.origin ?? null,
    size: newest?.size ?? 0,
    checkpoints: verified,
    entries: inventory.hasEntries,
    witnesses: newest?.witnesses ?? [],
    findings: findings.listed,
    unlisted: findings.unlisted,
    ignored: inventory.ignored,
  };
}

/** Answers how many checkpoints have the root that the tiles give. */
async function walk(
  known: readonly KnownCheckpoint[],
  leaves: LeafTiles,
  upper: UpperTiles,
  findings: Findings,
  onProgress: LogVerification['onProgress'],
): Promise<number> {
  const size = known.at(-1)?.size ?? 0;
  const roots = new SignedRoots(known);
  const tree = new Frontier();
  roots.compare(tree);
  for (let index = 0; index * tileWidth < size; index += 1) {
    const hashes = await leaves.read(index, widthAt(size, 0, index));
    // What was removed is on the list; nothing behind it can be verified.
    if (hashes === undefined) return roots.report(findings);
    for (const hash of hashes) {
      tree.append(hash);
      roots.compare(tree);
    }
    if (hashes.length === tileWidth) await upper.add(1, perfectRoot(hashes));
    onProgress?.(tree.size, size);
  }
  await upper.finish();
  return roots.report(findings);
}
