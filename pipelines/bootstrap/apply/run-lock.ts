import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GatehouseFault } from '../../../shared/errors.ts';

/**
 * Runs `work` while no other run uses the directory. The lock is an exclusive SQLite transaction: the operating system releases it however the process ends, so a killed run blocks none after it.
 *
 * @throws GatehouseFault `state_locked` where it is taken.
 */
export async function withRunLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = acquire(directory);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function acquire(directory: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    throw new GatehouseFault(
      'state_locked',
      `Another run uses ${directory}, or it cannot be written.`,
      'Let that run end, or name another directory with --state.',
      { cause },
    );
  }
}
