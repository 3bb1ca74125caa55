import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { GatehouseFault } from '../errors.ts';
import { maxGovernanceBytes } from './load.ts';

/**
 * The text of a governance file. Reads one byte more than the limit at most (so `loadGovernance` still sees that there is too much), and only regular
 * files: a device or a pipe could go on for ever. Throws GatehouseFault `configuration_invalid` where the file cannot be read or is not UTF-8.
 */
export function readGovernanceFile(path: string): string {
  const bytes = readStart(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    // A character cut in half by the size limit is no encoding error: what counts then is that the file is too large.
    if (bytes.length > maxGovernanceBytes) return new TextDecoder().decode(bytes);
    throw unreadable(path, 'it is not UTF-8 text', 'Save it as UTF-8.', cause);
  }
}

function readStart(path: string): Uint8Array {
  const descriptor = open(path);
  try {
    if (!fstatSync(descriptor).isFile()) throw unreadable(path, 'it is not a regular file', 'Name a file.');
    const buffer = Buffer.alloc(maxGovernanceBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string): number {
  try {
    // Without O_NONBLOCK (which Windows lacks and does not need), opening a pipe would wait for its writer.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    const reason = code === 'ENOENT' ? 'there is no such file' : `the system says ${code}`;
    throw unreadable(path, reason, 'Check the name and the permissions.', cause);
  }
}

function unreadable(path: string, reason: string, remedy: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault('configuration_invalid', `Cannot read ${path}: ${reason}.`, remedy, { cause });
}
