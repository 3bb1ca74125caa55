import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { Calls, WriteEntry } from '../ledger.ts';
import type { OrganizationControl } from './control.ts';
import { controlPath } from './control-requests.ts';

/** Control of a stand-in in another process, by its endpoint. */
export function remoteControl(endpoint: string): OrganizationControl {
  async function ask<Result>(name: string, input: unknown = {}): Promise<Result> {
    const response = await fetch(`${endpoint}${controlPath}${name}`, { method: 'POST', body: JSON.stringify(input) });
    const body = await response.text();
    if (!response.ok) throw new Error(`control ${name}: ${body}`);
    return JSON.parse(body) as Result;
  }
  return {
    seed: (seed) => ask('seed', seed),
    behave: (change) => ask('behave', change),
    calls: () => ask<Calls>('calls'),
    writes: () => ask<readonly WriteEntry[]>('writes'),
    forget: () => ask('forget'),
    dump: () => ask<Snapshot>('dump'),
    settle: () => ask('settle'),
    holdWrite: (write, moment) => ask('hold', { write, moment }),
    held: async () => (await ask<{ action: string }>('held')).action,
    release: () => ask('release'),
  };
}
