import { userInfo } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { SqliteReviews } from '../../../hub/reviews/sqlite-reviews.ts';
import { reviewsCommand } from '../../../pipelines/cli/reviews.ts';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';
import { rememberedIo } from './command-run.ts';

const [first, second] = ['01JCZ3V0A1B2C3D4E5F6G7H8J1', '01JCZ3V0A1B2C3D4E5F6G7H8J2'] as const;
const startMs = Date.UTC(2026, 10, 20, 9);

let state: ReturnType<typeof newStateDirectory>;
let hub: EmbeddedStore;
beforeEach(async () => {
  state = newStateDirectory();
  hub = EmbeddedStore.open(state.path);
  const reviews = new SqliteReviews(hub);
  const item = { score: 0.412, reasons: [{ code: 'unsupported_figures', count: 3 }] };
  await reviews.open({ ...item, recordId: first, application: 'claims-assistant', openedAtMs: startMs });
  await reviews.open({ ...item, recordId: second, application: 'note-summarizer', openedAtMs: startMs + 1 });
  await hub.durable();
});
afterEach(async () => {
  await hub.close();
  state.remove();
});

/** What a command prints; the hub that opened the reviews runs all the while. */
async function reviews(...args: readonly string[]): Promise<string> {
  const { io, seen } = rememberedIo(true);
  await reviewsCommand(io).parseAsync([...args, '--state', state.path], { from: 'user' });
  return stripVTControlCharacters(seen.out);
}

const listed = async (...args: readonly string[]): Promise<string[]> =>
  JSON.parse(await reviews('list', '--json', ...args)).map(({ recordId }: { recordId: string }) => recordId);

describe('gatehouse reviews list', () => {
  it('shows a line for each flagged answer, with score and reasons', async () => {
    const lines = (await reviews('list')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const part of ['open', first, 'claims-assistant', '0.412', 'unsupported_figures 3']) {
      expect(lines[0]).toContain(part);
    }
  });

  it('shows open ones before decided ones', async () => {
    await reviews('confirm', first);
    expect(await listed()).toEqual([second, first]);
  });

  it('shows those of one application, or in one state', async () => {
    await reviews('dismiss', first);
    expect(await listed('--application', 'note-summarizer')).toEqual([second]);
    expect(await listed('--only', 'dismissed')).toEqual([first]);
    expect(await listed('--only', 'confirmed')).toEqual([]);
    expect(await reviews('list', '--only', 'confirmed')).toBe('No flagged answers.\n');
  });

  it.each(['0', '-1', 'many', '10001', '1.5', ''])('refuses --limit %j', async (limit) => {
    await expectFault(reviews('list', `--limit=${limit}`), 'usage');
  });
});

describe('gatehouse reviews show', () => {
  it('prints score, reasons and decisions', async () => {
    await reviews('confirm', first, '--note', 'the total is of another year');
    const shown = await reviews('show', first);
    for (const part of [first, '0.412', 'unsupported_figures (3)', 'confirmed', 'the total is of another year']) {
      expect(shown).toContain(part);
    }
  });

  it('takes an id in small letters', async () => {
    expect(await reviews('show', first.toLowerCase())).toContain(first);
  });

  it.each(['__proto__', "' OR 1=1 --", 'x'.repeat(100_000)])('finds nothing under %.20s', async (id) => {
    const fault = await faultOf(reviews('show', id));
    expect(fault.code).toBe('record_not_found');
    expect(fault.message.length).toBeLessThan(1_000);
  });
});

describe('gatehouse reviews confirm and dismiss', () => {
  it('keep who decided what, as the operating system knows them', async () => {
    const review = JSON.parse(await reviews('dismiss', first, '--json'));
    expect(review.state).toBe('dismissed');
    expect(review.decisions[0]).toMatchObject({ principal: `os-user/${userInfo().username}`, note: null });
    expect(Math.abs(review.decisions[0].atMs - Date.now())).toBeLessThan(60_000);
  });

  it('do not decide twice by mistake', async () => {
    await reviews('confirm', first);
    const fault = await faultOf(reviews('dismiss', first));
    expect(fault.code).toBe('usage');
    expect(fault.remedy).toContain('--correct');
    expect(JSON.parse(await reviews('show', first, '--json')).decisions).toHaveLength(1);
  });

  it('correct a decision and keep it', async () => {
    await reviews('confirm', first);
    const review = JSON.parse(await reviews('dismiss', first, '--correct', '--json'));
    expect(review.decisions.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['confirmed', 'dismissed']);
    expect(await reviews('show', first)).toContain('corrected to dismissed');
  });

  it('have nothing to correct where nobody has decided', async () => {
    await expectFault(reviews('confirm', first, '--correct'), 'usage');
    expect(JSON.parse(await reviews('show', first, '--json')).state).toBe('open');
  });

  it.each([
    ['sensitive information', 'ask ann.miller@example.com'],
    ['more than a line', 'a\nb'],
    ['nothing', ' '],
  ])('refuse a note with %s', async (_what, note) => {
    const fault = await faultOf(reviews('confirm', first, '--note', note));
    expect(fault.code).toBe('usage');
    expect(fault.message).not.toContain('ann.miller');
    expect(JSON.parse(await reviews('show', first, '--json')).state).toBe('open');
  });

  it('are faults where there is no such review, and where no hub has ever run', async () => {
    await expectFault(reviews('confirm', '01JCZ3V0A1B2C3D4E5F6G7H8J9'), 'record_not_found');
    await expectFault(
      reviewsCommand(rememberedIo().io).parseAsync(['confirm', first, '--state', `${state.path}-none`], {
        from: 'user',
      }),
      'record_not_found',
    );
  });
});
