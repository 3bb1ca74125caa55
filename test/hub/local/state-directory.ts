import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory for a test, and how to remove it. */
export function newStateDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-state-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
