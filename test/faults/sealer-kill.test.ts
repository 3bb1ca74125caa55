import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { EvidenceReport } from '../../hub/audit/verifier/evidence-report.ts';
import { startStandIn } from '../../hub/local/stand-in/start.ts';
import { auditVerifyCommand } from '../../pipelines/cli/audit-verify.ts';
import { rememberedIo } from '../pipelines/cli/command-run.ts';
import { assumeCallerRole } from './assume-role.ts';
import { startHubProcess } from './hub-process.ts';
import { load } from './load.ts';
import { temporaryHubPlace } from './state.ts';

/** Before the first checkpoint, while it is written, and some checkpoints later. */
const killedAfterMs = [300, 690, 710, 740, 780, 1000, 1400, 1450, 2200] as const;

async function verify(state: string): Promise<EvidenceReport> {
  const { io, seen } = rememberedIo();
  await auditVerifyCommand(io).parseAsync([state, '--json'], { from: 'user' });
  return JSON.parse(seen.out) as EvidenceReport;
}

const notOrphans = ({ findings }: EvidenceReport) => findings.filter(({ kind }) => kind !== 'orphan');

/** By size, the checkpoints that were ever signed. */
function checkpoints(state: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const shard of readdirSync(join(state, 'log')).filter((name) => /^\d{4}-\d{2}$/.test(name))) {
    for (const size of readdirSync(join(state, 'log', shard, 'checkpoints'))) {
      found.set(`${shard} ${size}`, readFileSync(join(state, 'log', shard, 'checkpoints', size), 'utf8'));
    }
  }
  return found;
}

it('a hub that is killed while it seals loses no record, repeats none, and takes back nothing that it signed', async () => {
  const standIn = await startStandIn();
  onTestFinished(() => standIn.close());
  const messages = { blockedInputMessaging: 'Stopped.', blockedOutputsMessaging: 'Withheld.' };
  await standIn.configure({ latencyMs: 5, guardrails: [{ identifier: 'gr1a2b3c4d5e', version: '3', ...messages }] });
  const place = temporaryHubPlace({});
  const more = ['--quiet', '--models', 'bedrock', '--bedrock-endpoint', standIn.url];
  const signed = new Map<string, string>();
  const answered: string[] = [];
  for (const afterMs of killedAfterMs) {
    const hub = await startHubProcess({ ...place, more });
    const credentials = await assumeCallerRole(hub.origin, place.state, 'claims-assistant');
    const dead = new AbortController();
    const calls = load({ origin: hub.origin, credentials }, 6, dead.signal);
    await delay(afterMs);
    hub.signal('SIGKILL');
    await hub.ended;
    dead.abort();
    for (const { complete, recordId } of await calls) if (complete && recordId !== undefined) answered.push(recordId);
    expect(notOrphans(await verify(place.state))).toEqual([]);
    for (const [size, text] of checkpoints(place.state)) expect([size, signed.get(size) ?? text]).toEqual([size, text]);
    for (const [size, text] of checkpoints(place.state)) signed.set(size, text);
  }
  const hub = await startHubProcess({ ...place, more });
  hub.signal('SIGTERM');
  expect(await hub.ended).toBe(0);
  const report = await verify(place.state);
  expect(notOrphans(report)).toEqual([]);
  expect(report.pending).toBe(0);
  // Else nothing of the above was tried.
  expect(signed.size).toBeGreaterThan(3);
  expect(report.calls).toBeGreaterThanOrEqual(answered.length);
  expect(answered.length).toBeGreaterThan(20);
  expect([...signed.keys()].every((size) => checkpoints(place.state).has(size))).toBe(true);
}, 180_000);
