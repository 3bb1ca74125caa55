import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DocumentedHub, Ran } from './documented-hub.ts';
import { type DocumentName, root, type Snippet } from './documents.ts';

export interface SnippetRunner {
  readonly document: DocumentName;
  readonly language: string;
  /** How the snippet begins. */
  readonly begins: string;
  /** Why it cannot run on this machine. */
  readonly skipped?: string | undefined;
  /** @default 60000 */
  readonly timeoutMs?: number;
  /** Runs the snippet and checks what the document claims beside it. */
  run(snippet: Snippet, hub: DocumentedHub): Promise<void>;
}

export async function succeeds(ran: Promise<Ran>): Promise<string> {
  const { code, stdout, stderr } = await ran;
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Everything that `npm run gatehouse` needs, so that what a snippet writes does not land in the repository. */
export function copyOfProject(scratch: string): string {
  const copy = join(scratch, 'copy');
  mkdirSync(copy);
  for (const name of [
    'hub',
    'pipelines',
    'scp-policies',
    'shared',
    'spoke',
    'package.json',
    'package-lock.json',
    'cdk.json',
    'governance.yaml',
  ]) {
    // With its time, because a lockfile newer than what is installed would be installed again.
    cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  return copy;
}
