import { describe, expect, it } from 'vitest';
import { everythingPlan } from '../../pipelines/evaluation/screening-policy.ts';
import { measureDetectors } from './screening-detectors.ts';
import { judgeScreening, type ScreeningFigures } from './screening-goals.ts';
import { allocatedBytes, cutInto, megabytesPerSecond, screenWhole } from './screening-measure.ts';
import { formatDetectors, formatScreening } from './screening-report.ts';
import { hostile, hostileTexts, ordinaryEnglish } from './screening-texts.ts';

const figures: ScreeningFigures = {
  speeds: [
    { name: 'short', megabytesPerSecond: 19, held: true },
    { name: 'long', megabytesPerSecond: 40, held: true },
    { name: 'stream', megabytesPerSecond: 5, held: false },
  ],
  hostile: [
    { name: 'mild', repeats: true, ratio: 0.5, growth: 1 },
    { name: 'harsh', repeats: true, ratio: 2.5, growth: 3 },
    { name: 'drawn', repeats: false, ratio: 8.5, growth: 1 },
    { name: 'drawn mildly', repeats: false, ratio: 2, growth: 1 },
  ],
  allocation: [
    { megabytes: 1, perByte: 2 },
    { megabytes: 16, perByte: 2.2 },
  ],
  firstUseMs: 4,
};

describe('the texts of the screening benchmark', () => {
  it('are ordinary: varied sentences, the same every time', () => {
    const text = ordinaryEnglish(20_000);
    expect(text).toHaveLength(20_000);
    expect(ordinaryEnglish(20_000)).toBe(text);
    expect(new Set(text.toLowerCase().match(/[a-z]+/g)).size).toBeGreaterThan(200);
    expect(new Set(text.split(/(?<=\.)\s/)).size).toBeGreaterThan(80);
  });

  it('are hostile in two ways: by a short repeat, or by a long stretch in which nothing comes again', () => {
    const lengths = (drawn: boolean) =>
      hostileTexts.filter(({ isDrawn = false }) => isDrawn === drawn).map(({ repeated }) => repeated.length);
    expect(Math.max(...lengths(false))).toBeLessThan(100);
    expect(Math.min(...lengths(true))).toBeGreaterThanOrEqual(40_000);
  });

  it('are hostile by repeating something, each something else', () => {
    expect(new Set(hostileTexts.map(({ repeated }) => repeated)).size).toBe(hostileTexts.length);
    expect(new Set(hostileTexts.map(({ name }) => name)).size).toBe(hostileTexts.length);
    expect(hostile({ name: 'x', repeated: 'abc' }, 7)).toBe('abcabcabc');
  });

  it.each(hostileTexts)('can be screened: $name', (text) => {
    expect(() => screenWhole(everythingPlan(), hostile(text, 3000))).not.toThrow();
  });
});

describe('the figures of the screening benchmark', () => {
  it('cut a text without losing any of it', () => {
    const text = ordinaryEnglish(5000);
    expect(cutInto(text, 999).join('')).toBe(text);
    expect(cutInto(text, 999)).toHaveLength(6);
  });

  it('count megabytes as millions of bytes', () => {
    expect(megabytesPerSecond(5_000_000, 500)).toBe(10);
  });

  it('count what is allocated, garbage included', () => {
    let last: number[] = [];
    const allocated = allocatedBytes(() => {
      for (let round = 0; round < 200; round += 1) last = Array.from({ length: 100_000 }, (_, at) => at + 0.5);
    });
    expect(last).toHaveLength(100_000);
    expect(allocated).toBeGreaterThan(200 * 100_000 * 8);
  });

  it('hold the slowest way of reading ordinary English, and the worst of the hostile texts, repeats and others, to their goals', () => {
    expect(judgeScreening(figures).map(({ value, met }) => [value, met])).toEqual([
      [19, false],
      [2.5, true],
      [8.5, false],
      [3, false],
      [1.1, true],
      [4, true],
    ]);
  });

  it('are reported with the goals that were met and those that were not', () => {
    const report = formatScreening(figures, judgeScreening(figures), 2);
    expect(report).toMatch(/ordinary English, one core.* 19\.00 MB\/s +NOT MET/);
    expect(report).toMatch(/first use after load.* 4\.00 ms +met/);
    expect(report).toMatch(/drawn +8\.50 +1\.00\n {2}harsh +2\.50 +3\.00\n {2}and 2 that cost less/);
  });
});

describe('the cost of each detector', () => {
  it('is measured for the judge of attacks, for what detectors share and for every rule of a plan', () => {
    const plan = everythingPlan();
    const few = { ...plan, rules: plan.rules.slice(0, 2) };
    const costs = measureDetectors(few);
    expect(costs).toHaveLength(4);
    expect(costs.every(({ worstMs, ordinaryMs }) => worstMs >= 0 && ordinaryMs >= 0)).toBe(true);
    expect(formatDetectors(costs)).toContain('judge of attacks');
  });
});
