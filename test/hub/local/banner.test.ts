import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { banner, demoTable, nextSteps, recoveryReport } from '../../../hub/local/banner.ts';
import { readGovernance } from '../../../hub/local/governance-file.ts';
import type { Recovery } from '../../../hub/local/local-hub.ts';
import { sampleIntent } from '../audit/record-samples.ts';
import { governance } from './started-hub.ts';

const nothing: Recovery = { orphans: [], settled: 0, released: [], torn: [] };
const hold = {
  holdId: 'h',
  application: 'claims',
  amount: { requests: 1, tokens: 1, costNanos: 1 },
  expiresAtMs: 0,
};

describe('banner', () => {
  it('says under which rules, from which models, where it keeps things and where it listens', () => {
    const text = banner({
      origin: 'http://127.0.0.1:8787',
      governance: 'governance.yaml',
      policyHash: '0123456789abcdef'.repeat(4),
      models: 'a stand-in',
      state: '.gatehouse',
    });
    for (const fact of ['listening', 'http://127.0.0.1:8787', 'governance.yaml', 'a stand-in', '.gatehouse']) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('0123456789abcdef…');
  });
});

describe('recoveryReport', () => {
  const report = (change: Partial<Recovery>) => stripVTControlCharacters(recoveryReport({ ...nothing, ...change }));

  it('is silent where the last run ended well', () => {
    expect(report({})).toBe('');
  });

  it('says each thing that was made good, and how to see the calls that were cut off', () => {
    expect(report({ settled: 2 })).toContain('2 call(s) of the last run were on record and are now settled');
    expect(report({ released: [hold] })).toContain('1 expired reservation(s) given back');
    expect(report({ torn: ['pack-1'] })).toContain('1 unfinished evidence file(s) set aside in evidence/torn');
    expect(report({ orphans: [sampleIntent('01J', 0)] })).toContain('npx gatehouse audit orphans');
  });

  it('has one line for each', () => {
    const all = report({ settled: 1, released: [hold], torn: ['x'], orphans: [sampleIntent('01J', 0)] });
    expect(all.split('\n')).toHaveLength(4);
  });
});

describe('demoTable', () => {
  const outcome = {
    title: 'An ordinary question',
    application: 'claims-assistant',
    outcome: 'answered',
    detail: 'You asked',
    recordId: '01JCZ3V0A1B2C3D4E5F6G7H8J9',
  };
  const rows = (detail: string) => stripVTControlCharacters(demoTable([{ ...outcome, detail }])).split('\n');

  it('has a heading, and two lines for each call, whose record stands last', () => {
    const [heading, row, below] = rows('You asked');
    expect(heading?.trim().split(/ {2,}/)).toEqual(['call', 'application', 'outcome', 'record']);
    expect(row).toMatch(/An ordinary question +claims-assistant +answered +01JCZ3V0A1B2C3D4E5F6G7H8J9$/);
    expect(below?.trim()).toBe('You asked');
  });

  it('keeps what a model wrote to one short line', () => {
    const lines = rows(`two\nlines ${'and more '.repeat(100)}`);
    expect(lines).toHaveLength(3);
    expect(lines[2]?.trim()).toMatch(/^two lines .*…$/);
    expect(lines[2]?.trim()).toHaveLength(130);
  });
});

describe('nextSteps', () => {
  const { bundle } = readGovernance(governance);
  const text = stripVTControlCharacters(nextSteps(bundle, 'http://127.0.0.1:4711', 'state/aws/config', '01JRECORD'));

  it('shows a call by CLI, Python and JavaScript to this hub, as the first application, with a model that it may use', () => {
    const [application] = Object.values(bundle.applications);
    expect(text.match(new RegExp(`http://127\\.0\\.0\\.1:4711/apps/${application!.name}`, 'g'))).toHaveLength(3);
    const names = application!.models.flatMap((key) => bundle.models[key]!.inferenceProfiles);
    expect(names).toContain(/--model-id (\S+)/.exec(text)?.[1]);
    expect(text.match(/AWS_CONFIG_FILE=state\/aws\/config/g)).toHaveLength(3);
  });

  it('shows how to look at a record that is there', () => {
    expect(text).toContain('npx gatehouse audit show 01JRECORD');
  });

  it('is empty where the rules know no application', () => {
    expect(nextSteps({ ...bundle, applications: {} }, 'http://127.0.0.1:1', 'x', 'y')).toBe('');
  });
});
