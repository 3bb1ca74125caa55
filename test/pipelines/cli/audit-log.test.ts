import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLogCommand } from '../../../pipelines/cli/audit-log.ts';
import { makeLog, newSigner, someEntries } from '../../hub/audit/log/made-log.ts';
import { expectFault } from '../../hub/gateway/faults.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';
import { rememberedIo, type Seen } from './command-run.ts';

const signer = newSigner('example.com/log');
const entries = someEntries(300);
const files = makeLog(entries, [20, 300], signer);

let place: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  place = newStateDirectory();
  for (const [path, bytes] of files) write(join('log', path), bytes);
});
afterEach(() => place.remove());

function write(path: string, bytes: Uint8Array | string): string {
  const file = join(place.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

async function run(...args: readonly string[]): Promise<Seen> {
  const { io, seen } = rememberedIo();
  await auditLogCommand(io).parseAsync([...args], { from: 'user' });
  return seen;
}

const log = () => join(place.path, 'log');
const key = ['--key', signer.vkey];

describe('gatehouse audit log verify', () => {
  it('finds nothing in a sound log, and ends with 0', async () => {
    const seen = await run('verify', log(), ...key);
    expect(seen.out).toContain('example.com/log: nothing found');
    expect(seen.out).toContain('300 entries under 2 verified checkpoints');
    expect(seen.code).toBe(0);
  });

  it('says which file and entry is wrong, what it says and should say, and ends with 1', async () => {
    const bundle = files.get('tile/entries/001.p/44')!.toString('latin1').replace('entry 270', 'entry 271');
    write('log/tile/entries/001.p/44', Buffer.from(bundle, 'latin1'));
    const seen = await run('verify', log(), ...key);
    expect(seen.code).toBe(1);
    for (const part of ['1 finding', 'altered', 'tile/entries/001.p/44, entry 270', 'says', 'should be']) {
      expect(seen.out).toContain(part);
    }
  });

  it('prints the report as JSON', async () => {
    const report = JSON.parse((await run('verify', log(), ...key, '--json')).out);
    expect(report).toMatchObject({ origin: 'example.com/log', size: 300, checkpoints: 2, findings: [] });
  });

  it('holds the log against a checkpoint that was kept', async () => {
    const longer = makeLog(someEntries(301), [301], signer);
    const kept = write('kept.txt', longer.get('checkpoints/301')!);
    const seen = await run('verify', log(), ...key, '--checkpoint', kept);
    expect(seen.out).toContain('rolled-back');
    expect(seen.code).toBe(1);
  });

  it('does not let what a log says rewrite the terminal', async () => {
    const hostile = newSigner('example.com/\u202elog');
    for (const [path, bytes] of makeLog(entries, [20], hostile)) write(join('hostile', path), bytes);
    const seen = await run('verify', join(place.path, 'hostile'), '--key', hostile.vkey);
    expect(seen.out).not.toContain('\u202e');
  });

  it('reads no file through a link', async () => {
    const target = write('elsewhere', files.get('tile/0/000')!);
    const linked = join(place.path, 'linked');
    for (const [path, bytes] of files)
      if (path !== 'tile/0/000' && !path.startsWith('tile/0/000.p')) write(join('linked', path), bytes);
    symlinkSync(target, join(linked, 'tile/0/000'));
    const seen = await run('verify', linked, ...key);
    expect(seen.out).toContain('removed');
  });

  it('is a fault where there is no such directory, or no such key', async () => {
    await expectFault(run('verify', join(place.path, 'nowhere'), ...key), 'evidence_unavailable');
    await expectFault(run('verify', log(), '--key', 'example.com/log+00000000+AQ=='), 'usage');
    await expectFault(run('verify', log(), ...key, '--checkpoint', join(place.path, 'nowhere')), 'usage');
  });
});

describe('gatehouse audit log prove and check', () => {
  it('prove an entry, and check the proof with the key alone', async () => {
    const proof = write('proof', (await run('prove', log(), '270', ...key)).out);
    const entry = write('entry', (await run('prove', log(), '270', '--entry', ...key)).out);
    const seen = await run('check', proof, entry, ...key);
    expect(seen.out).toBe('proven: entry 270 of 300 in example.com/log\n');
    expect(seen.code).toBe(0);
  });

  it('end with 1 where the proof is of another entry', async () => {
    const proof = write('proof', (await run('prove', log(), '270', ...key)).out);
    const seen = await run('check', proof, write('entry', 'entry 271'), ...key);
    expect(seen.out).toContain('not proven: it does not lead from this entry');
    expect(seen.code).toBe(1);
  });

  it('know no entry beyond the log', async () => {
    await expectFault(run('prove', log(), '300', ...key), 'record_not_found');
  });
});
