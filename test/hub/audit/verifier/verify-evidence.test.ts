import { chmodSync, cpSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord } from '../../../../hub/audit/record.ts';
import { RecordWriter } from '../../../../hub/audit/record-writer.ts';
import type { EvidenceReport } from '../../../../hub/audit/verifier/evidence-report.ts';
import type { RecordStore, SealedRecord } from '../../../../hub/gateway/ports.ts';
import { auditVerifyCommand } from '../../../../pipelines/cli/audit-verify.ts';
import { rememberedIo, type Seen } from '../../../pipelines/cli/command-run.ts';
import { expectFault } from '../../gateway/faults.ts';
import { newStateDirectory } from '../../local/state-directory.ts';
import { sampleCompletion, sampleIntent } from '../record-samples.ts';
import { type RunningState, runState } from './sealed-state.ts';
import { readState } from './state-files.ts';

const clock = { now: () => Date.UTC(2026, 10, 20, 9, 0, 0) };
let place: ReturnType<typeof newStateDirectory>;
let hub: RunningState;
beforeEach(async () => {
  place = newStateDirectory();
  hub = await runState(place.path, clock);
});
afterEach(() => place.remove());

async function run(...args: readonly string[]): Promise<Seen> {
  const { io, seen } = rememberedIo();
  await auditVerifyCommand(io).parseAsync([place.path, ...args], { from: 'user' });
  return seen;
}

async function verify(...args: readonly string[]): Promise<EvidenceReport> {
  return JSON.parse((await run('--json', ...args)).out) as EvidenceReport;
}

const kindsOf = ({ findings }: EvidenceReport) => [...new Set(findings.map(({ kind }) => kind))].sort();
const packPath = () => [...readState(place.path).keys()].find((path) => path.endsWith('.pack'))!;

describe('gatehouse audit verify', () => {
  it('says what it verified, and with whose key', async () => {
    for (let call = 0; call < 200; call += 1) await hub.call();
    await hub.close();
    const seen = await run();
    expect(seen.code).toBe(0);
    for (const part of [
      'nothing found',
      '400 records under 1 verified checkpoint, 200 whole calls, 200 contents with the right hash',
      'gatehouse/o-test/999988887777/2026-11',
      'bring your own with --key',
    ]) {
      expect(seen.out).toContain(part);
    }
  });

  it('finds nothing while the hub runs, and counts what is to be sealed yet', async () => {
    await hub.call();
    await hub.sealNow();
    await hub.call();
    expect(await verify()).toMatchObject({ findings: [], records: 2, pending: 2, calls: 2, contents: 2 });
    await hub.close();
  });

  it('finds nothing where the hub was killed before it sealed anything', async () => {
    await hub.call();
    await hub.kill();
    expect(await verify()).toMatchObject({ findings: [], records: 0, pending: 2 });
  });

  it('names a call that was cut off, by its record', async () => {
    await hub.call();
    const recordId = await hub.cutOff();
    await hub.close();
    const report = await verify();
    expect(report.findings).toMatchObject([{ kind: 'orphan', recordId, index: 2 }]);
    const seen = await run();
    expect(seen.code).toBe(1);
    expect(seen.out).toContain(`orphan      log/2026-11/tile/entries/000.p/3, entry 2, record ${recordId}`);
  });

  it('works on a copy of evidence and log alone, with a key from elsewhere', async () => {
    await hub.call();
    await hub.close();
    const key = readState(place.path).get('log/keys.txt')!.toString().trim();
    const copy = newStateDirectory();
    for (const below of ['evidence', 'log'])
      cpSync(join(place.path, below), join(copy.path, below), { recursive: true });
    const { io, seen } = rememberedIo();
    await auditVerifyCommand(io).parseAsync([copy.path, '--key', key], { from: 'user' });
    expect(seen.out).toContain('nothing found');
    expect(seen.out).not.toContain('bring your own');
    copy.remove();
  });

  it('finds a log exchanged whole by somebody who has the key, by a checkpoint that was kept', async () => {
    await hub.call();
    await hub.call();
    await hub.close();
    const kept = readState(place.path).get('log/2026-11/checkpoints/4')!;
    for (const below of [
      'evidence',
      'log/2026-11',
      'log/packs',
      'gatehouse.db',
      'gatehouse.db-wal',
      'gatehouse.db-shm',
    ]) {
      rmSync(join(place.path, below), { recursive: true, force: true });
    }
    hub = await runState(place.path, clock);
    for (let call = 0; call < 3; call += 1) await hub.call();
    await hub.sealNow();
    await hub.close();
    expect((await verify()).findings).toEqual([]);
    const file = join(place.path, 'kept.txt');
    writeFileSync(file, kept);
    expect(kindsOf(await verify('--checkpoint', file))).toEqual(['forked']);
  });

  it('finds records behind the log that nobody sealed in a pack that is closed', async () => {
    await hub.call();
    await hub.sealNow();
    await hub.call();
    await hub.kill();
    chmodSync(join(place.path, packPath()), 0o444);
    expect(kindsOf(await verify())).toEqual(['rolled-back']);
  });

  it('finds the log of a whole month removed', async () => {
    await hub.call();
    await hub.close();
    rmSync(join(place.path, 'log', '2026-11'), { recursive: true });
    expect(kindsOf(await verify())).toEqual(['rolled-back']);
  });

  it('takes no link for a pack, wherever it leads', async () => {
    await hub.call();
    await hub.close();
    const pack = join(place.path, packPath());
    renameSync(pack, join(place.path, 'elsewhere'));
    symlinkSync(join(place.path, 'elsewhere'), pack);
    expect(kindsOf(await verify())).toEqual(['removed']);
  });

  it('is a fault where there is no evidence', async () => {
    await hub.close();
    rmSync(join(place.path, 'log'), { recursive: true });
    await expectFault(run(), 'evidence_unavailable');
  });
});

describe('the log of a hub that starts again', () => {
  it('goes on where it was, whether the hub ended or was killed', async () => {
    for (const end of ['close', 'kill', 'close', 'kill'] as const) {
      await hub.call();
      await hub.sealNow();
      await hub.call();
      await hub[end]();
      hub = await runState(place.path, clock);
    }
    await hub.close();
    expect(await verify()).toMatchObject({ findings: [], records: 16, calls: 8, pending: 0 });
    expect(readdirSync(join(place.path, 'log', 'packs')).length).toBe(4);
  });

  it('seals the packs of a hub that had no log yet', async () => {
    await hub.call();
    await hub.close();
    rmSync(join(place.path, 'log'), { recursive: true });
    await (await runState(place.path, clock)).close();
    expect(await verify()).toMatchObject({ findings: [], records: 2, calls: 1 });
  });
});

describe('a writer whose records are not contiguous', () => {
  it('is a gap, though every record was sealed', async () => {
    const lost = '01JCZ3V0A1B2C3D4E5F6G7H8J9';
    const lossy = {
      putIntent: async (intent: SealedRecord<IntentRecord>) =>
        intent.record.recordId === lost ? undefined : hub.records.putIntent(intent),
      putCompletion: (completion: SealedRecord<CompletionRecord>) => hub.records.putCompletion(completion),
    };
    const writer = new RecordWriter(lossy as RecordStore);
    for (const recordId of ['01JCZ3V0A1B2C3D4E5F6G7H8J7', lost, '01JCZ3V0A1B2C3D4E5F6G7H8J8']) {
      const { schemaVersion, type, writer: _, ...intent } = sampleIntent(recordId, clock.now());
      const { hash: intentHash } = await writer.intent(intent);
      if (recordId === lost) continue;
      const sample = sampleCompletion(recordId, clock.now(), { intentHash });
      const { schemaVersion: version, type: kind, writer: link, ...completion } = sample;
      await writer.completion(completion);
    }
    await hub.close();
    expect(kindsOf(await verify())).toEqual(['gap']);
  });
});
