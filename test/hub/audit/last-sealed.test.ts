import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastSealed } from '../../../hub/audit/last-sealed.ts';
import { expectFault } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';
import { logKeyName, runState } from './verifier/sealed-state.ts';

const account = '222233334444';
const day = 86_400_000;
const november = Date.UTC(2026, 10, 20, 9);
let place: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  place = newStateDirectory();
});
afterEach(() => place.remove());

const logs = () => join(place.path, 'log');

/** So many calls, one after the other, from a moment on; answers their record ids. */
async function calls(count: number, fromMs: number): Promise<readonly string[]> {
  let now = fromMs;
  const hub = await runState(place.path, { now: () => now });
  const ids: string[] = [];
  for (let call = 0; call < count; call += 1) {
    now += 1000;
    ids.push(await hub.call());
  }
  await hub.sealNow();
  await hub.close();
  return ids;
}

describe('the last sealed call of an account', () => {
  it('is the newest one, with its place in the log', async () => {
    const ids = await calls(3, november);
    expect((await lastSealed(logs(), [account])).get(account)).toEqual({
      recordId: ids[2],
      receivedAt: new Date(november + 3000).toISOString(),
      log: `${logKeyName}/2026-11`,
      // An intent and a completion for each call.
      index: 4,
    });
  });

  it('is found behind more records than a bundle holds, and in the newest month first', async () => {
    await calls(2, november - 30 * day);
    const ids = await calls(140, november);
    const found = (await lastSealed(logs(), [account])).get(account);
    expect(found).toMatchObject({ recordId: ids.at(-1), log: `${logKeyName}/2026-11`, index: 278 });
  });

  it('is none of accounts that never called', async () => {
    await calls(1, november);
    expect([...(await lastSealed(logs(), ['111122223333', account])).keys()]).toEqual([account]);
  });

  it('is not told of a directory without logs', async () => {
    await expectFault(lastSealed(join(place.path, 'elsewhere'), [account]), 'evidence_unavailable');
  });

  it('is not told of a checkpoint that nobody known signed', async () => {
    await calls(1, november);
    const checkpoints = join(logs(), '2026-11', 'checkpoints');
    for (const name of readdirSync(checkpoints)) {
      chmodSync(join(checkpoints, name), 0o600);
      writeFileSync(join(checkpoints, name), `${logKeyName}/2026-11\n2\n${'A'.repeat(43)}=\n\n— x AAAAAAAA\n`);
    }
    await expectFault(lastSealed(logs(), [account]), 'evidence_corrupt');
  });
});
