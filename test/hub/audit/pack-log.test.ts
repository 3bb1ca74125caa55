import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackEntry, packHeader, wholeLength } from '../../../hub/audit/pack.ts';
import { type LogIndex, PackLog } from '../../../hub/audit/pack-log.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';

function entry(key: string, body = Buffer.from(key)): PackEntry {
  return { header: packHeader({ key, body, retainUntilMs: 0 }), body };
}

describe('PackLog', () => {
  let state: ReturnType<typeof newStateDirectory>;
  let root: string;
  const nowMs = Date.UTC(2026, 10, 20, 12);
  const clock = { now: () => nowMs };
  beforeEach(() => {
    state = newStateDirectory();
    root = join(state.path, 'evidence');
  });
  afterEach(() => state.remove());
  const packs = () =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.pack'))
      .map((name) => join(root, name));
  const keysIn = (pack: string) => {
    const entries: PackEntry[] = [];
    const bytes = readFileSync(pack);
    expect(wholeLength(bytes, entries)).toBe(bytes.length);
    return entries.map(({ header }) => header.key);
  };
  const sectionsIn = (pack: string) => readFileSync(pack, 'latin1').split('GATEHOUSE-PACK 1\n').length - 1;

  it('writes content together with the completion that names it: one section, one sync', async () => {
    const log = new PackLog(root, clock);
    log.append(entry('content'), false);
    await log.append(entry('completion'), true).durable;
    expect(keysIn(packs()[0]!)).toEqual(['content', 'completion']);
    expect(sectionsIn(packs()[0]!)).toBe(1);
    await log.close();
  });

  it('says where an entry lies before it is written', async () => {
    const log = new PackLog(root, clock);
    await log.append(entry('first'), true).durable;
    const { pack, range } = log.append(entry('content', Buffer.from('here it is')), false);
    await log.append(entry('completion'), true).durable;
    const bytes = readFileSync(join(root, pack)).subarray(range.offset, range.offset + range.length);
    expect(bytes.toString()).toMatch(/^\{"key":"content".*\nhere it is$/);
    await log.close();
  });

  it('keeps the order of what is appended, however many wait', async () => {
    const log = new PackLog(root, clock, { callsInFlight: () => 40 });
    const keys = Array.from({ length: 200 }, (_, index) => `entry-${index}`);
    await Promise.all(keys.map((key, index) => log.append(entry(key), index % 3 === 0).durable));
    expect(keysIn(packs()[0]!)).toEqual(keys);
    expect(sectionsIn(packs()[0]!)).toBeLessThan(100);
    await log.close();
  });

  it('writes by itself what nobody waits for', async () => {
    const log = new PackLog(root, clock);
    await log.append(entry('content'), false).durable;
    expect(keysIn(packs()[0]!)).toEqual(['content']);
    await log.close();
  });

  it('commits its index before it acknowledges, and seals a pack only once the index is durable', async () => {
    const steps: string[] = [];
    const index: LogIndex = {
      commit: () => void steps.push('commit'),
      durable: async () => {
        steps.push(`durable while the pack is ${(statSync(packs()[0]!).mode & 0o222) === 0 ? 'sealed' : 'open'}`);
      },
    };
    const log = new PackLog(root, clock, { index });
    await log.append(entry('intent'), true).durable;
    expect(steps).toEqual(['commit']);
    await log.close();
    expect(steps).toEqual(['commit', 'durable while the pack is open']);
    expect(statSync(packs()[0]!).mode & 0o222).toBe(0);
  });

  it('leaves the pack open for the next start where the index cannot be made durable', async () => {
    const index: LogIndex = { commit: () => undefined, durable: () => Promise.reject(new Error('disk')) };
    const log = new PackLog(root, clock, { index });
    await log.append(entry('intent'), true).durable;
    await log.close();
    expect(statSync(packs()[0]!).mode & 0o222).not.toBe(0);
  });

  it('acknowledges nothing, then and later, once its index has failed', async () => {
    const index: LogIndex = {
      commit: () => {
        throw new Error('disk full');
      },
      durable: async () => undefined,
    };
    const log = new PackLog(root, clock, { index });
    expect((await faultOf(log.append(entry('intent'), true).durable)).cause).toMatchObject({ message: 'disk full' });
    await expectFault(() => log.append(entry('completion'), true), 'evidence_unavailable');
    await log.close();
  });

  it('goes on where a pack could not even be begun, once it can', async () => {
    writeFileSync(root, 'a file in the way');
    const log = new PackLog(root, clock);
    await expectFault(() => log.append(entry('first'), true), 'evidence_unavailable');
    rmSync(root);
    await log.append(entry('second'), true).durable;
    expect(keysIn(packs()[0]!)).toEqual(['second']);
    chmodSync(packs()[0]!, 0o600);
    await log.close();
  });
});
