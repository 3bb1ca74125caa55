import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GatehouseFault } from '../../shared/errors.ts';

/**
 * Keeps a second hub out of a state directory. The lock is an exclusive SQLite transaction on a file of its own: the operating system releases it when the
 * process ends, however it ends, so a hub that was killed blocks no restart, and readers of the main database are not concerned.
 *
 * Answers the open lock; closing it releases it. A fault with code `state_locked` where it is taken.
 */
export function acquireStateLock(directory: string): DatabaseSync {
  const lock = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new GatehouseFault(
      'state_locked',
      'Another hub uses this state directory.',
      'Stop it first, or give this one a directory of its own.',
      { cause },
    );
  }
}
