import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes the names in a directory durable. Not every platform lets a directory be opened; those that do not, journal names themselves. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
