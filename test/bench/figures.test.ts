import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { raiseCaps } from './gatehouse-server.ts';
import { judgeGoals } from './goals.ts';
import type { Measurement } from './measure.ts';
import { RequestBody, streamFrames, wholeAnswer } from './payload.ts';
import { percentile } from './percentile.ts';
import { makePlan } from './plan.ts';
import { formatReport } from './report.ts';
import { targetNames } from './targets.ts';

const measured = (target: Measurement['target'], p50: number, cpuMsPerCall: number) =>
  makePlan(true).scenarios.map((scenario) => ({
    ...{ target, scenario, calls: 10, bad: 0, callsPerSecond: 10, p50, p99: p50, firstTextP50: p50, cpuMsPerCall },
  }));

describe('the payload', () => {
  it('is a request of 2.5 KB, an answer of 1 KB and a stream of 36 events', () => {
    expect(new RequestBody().bytes.length).toBeGreaterThan(2300);
    expect(new RequestBody().bytes.length).toBeLessThan(2800);
    expect(wholeAnswer().length).toBeGreaterThan(900);
    expect(wholeAnswer().length).toBeLessThan(1200);
    expect(streamFrames()).toHaveLength(36);
  });

  it('differs from call to call and stays JSON of one length', () => {
    const body = new RequestBody();
    const versions = [0, 1, 27, 1_000_000].map((call) => {
      body.vary(call);
      return body.bytes.toString();
    });
    expect(new Set(versions).size).toBe(4);
    for (const version of versions) expect(JSON.parse(version)).toHaveProperty('messages');
  });
});

describe('percentiles', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4], 0.5, 2],
    [Array.from({ length: 100 }, (_, at) => at + 1), 0.99, 99],
    [[7], 0.99, 7],
    [[], 0.5, null],
  ])('of %j at %d is %j', (values, fraction, expected) => {
    expect(percentile(values, fraction)).toBe(expected);
  });
});

describe('the goals', () => {
  it('compare processor time with the bare proxy and delays with the stand-in', () => {
    const goals = judgeGoals([
      ...measured('stand-in', 50, 0.1),
      ...measured('bare proxy', 51, 0.5),
      ...measured('gatehouse', 53, 2),
    ]);
    expect(goals.map((goal) => [goal.value, goal.met])).toEqual([
      [4, true],
      [4, false],
      [3, false],
      [3, true],
    ]);
  });

  it('are not judged where Gatehouse was not measured', () => {
    expect(judgeGoals(measured('bare proxy', 51, 0.5)).map((goal) => goal.met)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the report', () => {
  const measurements = [...measured('bare proxy', 51, 0.5), ...measured('gatehouse', 53, 2)];
  const report = formatReport(makePlan(true), measurements, judgeGoals(measurements));

  it('has a block for each scenario, with ratios to the bare proxy', () => {
    expect(report.match(/× bare/g)).toHaveLength(makePlan(true).scenarios.length);
    expect(report).toMatch(/gatehouse +10 +10 +53\.00 +53\.00 +2\.000 +4\.00/);
  });

  it('says of each goal whether it was met', () => {
    expect(report).toMatch(/processor time of a stream.* 4\.00 × +NOT MET/);
    expect(report).toMatch(/processor time of a call.* 4\.00 × +met/);
    expect(report).toMatch(/added to the median call.* not measured/);
  });
});

describe('the plan', () => {
  const seconds = (quick: boolean) => {
    const { scenarios, measureMs, warmUpMs } = makePlan(quick);
    return (targetNames.length * (scenarios.length * (measureMs + 400) + 2 * warmUpMs)) / 1000;
  };

  it('stays below four minutes, and below one when quick', () => {
    expect(seconds(false)).toBeLessThan(220);
    expect(seconds(true)).toBeLessThan(55);
  });
});

describe('raising the caps', () => {
  it('changes the caps of the measured application alone', () => {
    const governance =
      'applications:\n  claims-assistant:\n    limits: { maxOutputTokens: 5, minute: { requests: 1 } }\n  other:\n    limits: { minute: { requests: 2 } }\n';
    const raised = parse(raiseCaps(governance));
    expect(raised.applications['claims-assistant'].limits).toMatchObject({
      maxOutputTokens: 5,
      minute: { requests: 1_000_000_000 },
    });
    expect(raised.applications['claims-assistant'].limits.month.usd).toBe(1_000_000);
    expect(raised.applications.other.limits).toEqual({ minute: { requests: 2 } });
  });

  it('fails where that application is missing', () => {
    expect(() => raiseCaps('applications: {}\n')).toThrow('claims-assistant');
  });
});
