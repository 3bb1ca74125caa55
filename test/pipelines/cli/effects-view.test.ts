import { describe, expect, it } from 'vitest';
import type { EffectChange } from '../../../pipelines/bootstrap/effects/effect-change.ts';
import { renderEffects } from '../../../pipelines/cli/effects-view.ts';

const some: EffectChange = {
  accounts: ['111122223333'],
  units: ['/Workloads'],
  who: ['a developer', 'an administrator'],
  everybody: false,
  to: 'denied',
  what: 'some',
  title: 'Trails go on',
  by: [{ policy: 'gatehouse-scp-spokes-1', statements: ['TrailsGoOn'] }],
  nothingAllowsAt: [],
  actions: ['cloudtrail:StopLogging'],
  questions: [{ action: 'cloudtrail:StopLogging', resource: 'arn:aws:cloudtrail:x:{account}:trail/t', context: {} }],
};

function shown(...effects: readonly EffectChange[]): readonly string[] {
  return renderEffects(effects, { colour: false, width: 200 }).split('\n');
}

describe('effects, shown', () => {
  it('are none where nothing changes', () => {
    expect(renderEffects([], { colour: false, width: 80 })).toBe('');
  });

  it('are sentences: how much, for whom, by what, where', () => {
    expect(shown(some)).toEqual([
      'Effects, where the accounts themselves allow everything',
      '  In account 111122223333 of /Workloads:',
      '    - 1 request, for a developer, an administrator: allowed → denied by gatehouse-scp-spokes-1 (TrailsGoOn)',
      '      Trails go on',
      '      Such as cloudtrail:StopLogging on arn:aws:cloudtrail:x:*:trail/t',
    ]);
  });

  it('tell of models first', () => {
    const inference: EffectChange = {
      ...some,
      what: 'inference',
      everybody: true,
      title: undefined,
      actions: ['a:A', 'b:B'],
    };
    expect(shown(some, inference)[2]).toBe(
      '    - 2 actions that ask a model, for everybody: allowed → denied by gatehouse-scp-spokes-1 (TrailsGoOn)',
    );
    expect(shown({ ...inference, actions: ['a:A'] })[2]).toMatch(/1 action that asks a model/);
  });

  it('tell what is opened, and by what it was closed', () => {
    expect(shown({ ...some, to: 'allowed' })[2]).toBe(
      '    + 1 request, for a developer, an administrator: denied → allowed (denied until now by gatehouse-scp-spokes-1 (TrailsGoOn))',
    );
  });

  it('tell where nothing allows it', () => {
    expect(shown({ ...some, what: 'everything', by: [], nothingAllowsAt: ['ou-abcd-10000000'] })[2]).toBe(
      '    - everything (1 action asked about), for a developer, an administrator: allowed → denied by ou-abcd-10000000, where nothing allows it',
    );
  });

  it('say why once for one policy', () => {
    const other = { ...some, who: ['break-glass'], questions: [...some.questions, ...some.questions] };
    expect(shown(some, other).filter((line) => line.includes('Trails go on'))).toHaveLength(1);
    expect(shown(some, other).filter((line) => line.includes('allowed → denied'))).toHaveLength(2);
  });

  it('say on which conditions', () => {
    const questions = [
      { action: 'ec2:RunInstances', resource: '*', context: { 'aws:RequestedRegion': ['a', 'b'], k: 'v' } },
    ];
    expect(shown({ ...some, questions }).at(-1)).toBe(
      '      Such as ec2:RunInstances where aws:RequestedRegion is a or b and k is v',
    );
  });

  it('count what is too much to be read', () => {
    const units = ['/A', '/B', '/C', '/D', '/E'];
    const statements = Array.from({ length: 9 }, (_, index) => `S${index}`);
    const long = shown({
      ...some,
      accounts: ['1'.repeat(12), '2'.repeat(12)],
      units,
      by: [{ policy: 'p', statements }],
    });
    expect(long[1]).toBe('  In 2 accounts of /A, /B, /C and 2 more units:');
    expect(long[2]).toContain('p (S0, S1, S2, S3, S4, S5, 3 more)');
    const topics = Array.from({ length: 20 }, (_, index) => ({ ...some, title: `Title ${index}` }));
    expect(shown(...topics).at(-1)).toBe('    and 4 more (--json lists them)');
    const groups = Array.from({ length: 15 }, (_, index) => ({ ...some, accounts: [String(100_000_000_000 + index)] }));
    expect(shown(...groups).at(-1)).toBe('  and 3 more groups of accounts (--json lists them)');
  });
});
