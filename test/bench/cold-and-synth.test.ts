import { describe, expect, it } from 'vitest';
import { judgeCold } from './cold-goals.ts';
import type { ColdStarts } from './cold-measure.ts';
import { formatCold } from './cold-report.ts';
import { judgeSynth, type SynthFigures } from './synth-goals.ts';
import { organizationOf } from './synth-organization.ts';
import { formatSynth } from './synth-report.ts';

const starts: ColdStarts = {
  empty: { name: 'empty', wallMs: 40, processorMs: 30, bytes: 0 },
  functions: [
    { name: 'small', wallMs: 110, processorMs: 80, bytes: 600_000 },
    { name: 'large', wallMs: 110.1, processorMs: 90, bytes: 600_001 },
  ],
};

describe('the goals of starts', () => {
  it('are what a function adds to an empty process, and what it has loaded by then', () => {
    const judged = judgeCold(starts).map(({ name, timeMet, sizeMet }) => [name, timeMet, sizeMet]);
    expect(judged).toEqual([
      ['small', true, true],
      ['large', false, false],
    ]);
  });

  it('are printed with their verdicts', () => {
    const text = formatCold(starts, judgeCold(starts));
    expect(text).toMatch(/start of small +at most \+70 ms +\+70\.0 ms +met/);
    expect(text).toMatch(/loaded by small +at most 600 KB +600 KB +met/);
    expect(text.match(/NOT MET/g)).toHaveLength(2);
  });
});

const small: SynthFigures = {
  applications: 10,
  accounts: 10,
  seconds: 5,
  megabytes: 500,
  stacks: 12,
  mostResources: 450,
  mostBytes: 900_000,
  changed: ['GatehouseAccess06'],
};

describe('the goals of synthesis', () => {
  const unmet = (...figures: readonly SynthFigures[]) =>
    judgeSynth(figures)
      .filter(({ met }) => !met)
      .map(({ text }) => text);

  it('hold for time and memory of the largest organization, and for the stacks of each', () => {
    expect(unmet(small)).toEqual([]);
    expect(unmet({ ...small, seconds: 31, megabytes: 1001 }, small)).toEqual([]);
    expect(unmet(small, { ...small, seconds: 31, megabytes: 1001 })).toEqual([
      'time of the largest',
      'memory of the largest',
    ]);
    expect(unmet({ ...small, mostResources: 451, mostBytes: 900_001 }, small)).toEqual([
      'resources of a stack',
      'template of a stack',
    ]);
  });

  it.each([[[]], [['GatehouseFunctions']], [['GatehouseAccess06', 'GatehouseNetwork']]])(
    'are not met where one application changes %j',
    (changed) => {
      expect(unmet({ ...small, changed })).toEqual(['changed by one application']);
    },
  );

  it('are printed with their verdicts', () => {
    expect(formatSynth([small], judgeSynth([small]))).toMatch(/resources of a stack +at most 450 +450 +met/);
  });
});

describe('the organization of a bench', () => {
  it('spreads its applications over its accounts, and changes one', () => {
    const { applications } = organizationOf(10, 20, 'application-3');
    const accounts = Object.values(applications).map(({ account }) => account);
    expect([accounts.length, new Set(accounts).size]).toEqual([10, 10]);
    const before = organizationOf(10, 20).applications;
    const changed = Object.keys(applications).filter(
      (name) => JSON.stringify(applications[name]) !== JSON.stringify(before[name]),
    );
    expect(changed).toEqual(['application-3']);
  });
});
