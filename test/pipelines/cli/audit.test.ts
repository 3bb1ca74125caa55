import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newRecordId } from '../../../hub/audit/record-id.ts';
import { auditCommand } from '../../../pipelines/cli/audit.ts';
import { sampleCompletion, sampleIntent, seal } from '../../hub/audit/record-samples.ts';
import { type OpenState, openState } from '../../hub/embedded/open-state.ts';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';

const startMs = Date.UTC(2026, 10, 20, 9, 0, 0);
const ids = [0, 1, 2].map((second) => newRecordId(startMs + second * 1000));
const [first, second, cutOff] = ids as [string, string, string];

let state: ReturnType<typeof newStateDirectory>;
let open: OpenState;
beforeEach(async () => {
  state = newStateDirectory();
  open = openState(state.path);
  const { records } = open;
  for (const [index, id] of ids.entries()) {
    await records.putIntent(seal(sampleIntent(id, startMs + index * 1000)));
    if (id !== cutOff) await records.putCompletion(seal(sampleCompletion(id, startMs + index * 1000 + 120)));
  }
});
afterEach(async () => {
  await open.close();
  state.remove();
});

/** What a command prints; the hub that wrote the records runs all the while. */
async function audit(...args: readonly string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    await auditCommand().parseAsync([...args, '--state', state.path], { from: 'user' });
    return stripVTControlCharacters(log.mock.calls.map(([text]) => String(text)).join('\n'));
  } finally {
    log.mockRestore();
  }
}

describe('gatehouse audit list', () => {
  it('shows one line for each call, newest first', async () => {
    const lines = (await audit('list')).split('\n');
    expect(lines.map((line) => line.slice(-26))).toEqual([cutOff, second, first]);
  });

  it('says of a call without completion that it has none', async () => {
    expect((await audit('list')).split('\n')[0]).toContain('no completion');
  });

  it('shows no more than --limit', async () => {
    expect((await audit('list', '--limit', '2')).split('\n')).toHaveLength(2);
  });

  it('prints both records of each call as JSON', async () => {
    const calls = JSON.parse(await audit('list', '--json'));
    expect(calls).toHaveLength(3);
    expect(calls[0]).not.toHaveProperty('completion');
    expect(calls[1]).toMatchObject({ intent: { recordId: second }, completion: { recordId: second } });
  });

  it.each(['0', '-1', '1.5', 'many', '10001', ''])('refuses --limit %s', async (limit) => {
    const command = auditCommand();
    const list = command.commands.find((each) => each.name() === 'list')!;
    list.exitOverride().configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(['list', '--limit', limit], { from: 'user' })).rejects.toMatchObject({
      code: 'commander.invalidArgument',
    });
  });
});

describe('gatehouse audit show', () => {
  it('prints the whole record for people', async () => {
    const shown = await audit('show', first);
    for (const part of [first, 'Who', 'What', 'Rules', 'Screening', 'Answer', 'Cost', 'Evidence']) {
      expect(shown).toContain(part);
    }
  });

  it('prints intent and completion as they are stored with --json', async () => {
    expect(JSON.parse(await audit('show', first, '--json'))).toEqual({
      intent: sampleIntent(first, startMs),
      completion: sampleCompletion(first, startMs + 120),
    });
  });

  it('takes an id in small letters, as SDKs may show it', async () => {
    expect(await audit('show', first.toLowerCase())).toContain(first);
  });

  it('shows a call that was cut off', async () => {
    expect(await audit('show', cutOff)).toContain('no completion: in flight, or cut off by a crash');
  });

  it('is a fault with a remedy where there is no such record', async () => {
    const fault = await faultOf(audit('show', '01JCZ3V0A1B2C3D4E5F6G7H8J9'));
    expect(fault.code).toBe('record_not_found');
    expect(fault.remedy).toContain('npx gatehouse audit list');
  });

  it.each(['__proto__', "' OR 1=1 --", '', 'x'.repeat(100_000)])('finds nothing under %.20s', async (id) => {
    const fault = await faultOf(audit('show', id));
    expect(fault.message.length).toBeLessThan(1_000);
  });
});

describe('gatehouse audit orphans', () => {
  it('lists calls that have an intent alone', async () => {
    const listed = await audit('orphans');
    expect(listed.split('\n')).toHaveLength(1);
    expect(listed).toContain(cutOff);
    expect(JSON.parse(await audit('orphans', '--json'))).toEqual([sampleIntent(cutOff, startMs + 2000)]);
  });

  it('says that there are none where every intent has its completion', async () => {
    await open.records.putCompletion(seal(sampleCompletion(cutOff, startMs + 2500)));
    expect(await audit('orphans')).toBe('No orphans: every intent has its completion.');
    expect(JSON.parse(await audit('orphans', '--json'))).toEqual([]);
  });
});

it('is a fault where no hub has ever run', async () => {
  const nowhere = newStateDirectory();
  nowhere.remove();
  const command = auditCommand().parseAsync(['list', '--state', nowhere.path], { from: 'user' });
  await expectFault(command, 'record_not_found');
});
