import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { root } from './hub-process.ts';

export interface HubPlace {
  readonly state: string;
  readonly governance: string;
}

interface Governance {
  hub: Record<string, unknown>;
  applications: Record<string, { limits: Record<string, unknown> }>;
}

/** A state directory of the test's own beside the example organization with caps that no test reaches; gone when the test is. */
export function temporaryHubPlace(hub: { readonly maxBodyBytes?: number; readonly holdSeconds?: number }): HubPlace {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-faults-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const governance = join(directory, 'governance.yaml');
  const document = parse(readFileSync(join(root, 'governance.yaml'), 'utf8')) as Governance;
  Object.assign(document.hub, hub);
  const cap = { requests: 1_000_000_000, tokens: 1_000_000_000_000, usd: 1_000_000 };
  for (const { limits } of Object.values(document.applications)) {
    Object.assign(limits, { minute: cap, day: cap, month: cap });
  }
  writeFileSync(governance, stringify(document, { aliasDuplicateObjects: false }));
  return { state: join(directory, 'state'), governance };
}
