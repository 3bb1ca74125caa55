import { describe, expect, it } from 'vitest';
import { compareEvaluations } from '../../../pipelines/evaluation/compare.ts';
import type { Evaluation } from '../../../pipelines/evaluation/evaluate.ts';
import type { JudgedData } from '../../../pipelines/evaluation/judge-rows.ts';
import { worst } from '../../../pipelines/evaluation/miss.ts';
import { f1, meanShare, shareOf } from '../../../pipelines/evaluation/rate.ts';
import { reportEvaluation, reportMisses, worstMisses } from '../../../pipelines/evaluation/report.ts';
import { reportComparison } from '../../../pipelines/evaluation/report-comparison.ts';
import { scoreAttacks } from '../../../pipelines/evaluation/score-attacks.ts';
import { scoreSensitive } from '../../../pipelines/evaluation/score-sensitive.ts';
import { textTable, told } from '../../../pipelines/evaluation/text-table.ts';
import { typeNamer } from '../../../pipelines/evaluation/type-names.ts';
import { labelled, sensitive } from './judged-rows.ts';

const claimed = new Set(['EMAIL', 'PHONE']);

function evaluationOf(data: JudgedData): Evaluation {
  return {
    rows: data.sensitive.length + data.judged.length,
    sensitive: scoreSensitive(data.sensitive, claimed, typeNamer()),
    attacks: scoreAttacks(data.judged, 0.5),
  };
}

const before: JudgedData = {
  sensitive: [
    sensitive([['EMAIL', 0, 9]], [['EMAIL', 0, 9]], { id: 's1' }),
    sensitive([['ZIP', 0, 5]], [], { id: 's2' }),
  ],
  judged: [labelled('attack', 0.9, { id: 'j1', category: 'c' })],
};
const after: JudgedData = {
  sensitive: [sensitive([['EMAIL', 0, 9]], [], { id: 's1' }), sensitive([['ZIP', 0, 5]], [], { id: 's2' })],
  judged: [labelled('attack', 0.2, { id: 'j1', category: 'c' })],
};

describe('rates', () => {
  it('are unknown where there was nothing to count', () => {
    expect(shareOf({ hits: 0, of: 0 })).toBeNull();
    expect(told({ hits: 0, of: 0 })).toBe('-');
    expect(f1({ hits: 0, of: 0 }, { hits: 1, of: 1 })).toBeNull();
    expect(
      meanShare([
        { hits: 0, of: 0 },
        { hits: 1, of: 4 },
      ]),
    ).toBe(0.25);
  });

  it('are told with the rows that they rest on', () => {
    expect(told({ hits: 2, of: 3 })).toBe('66.7 % (2/3)');
  });
});

describe('a table', () => {
  it('aligns names to the left and figures to the right', () => {
    expect(
      textTable([
        ['a', 'figure'],
        ['longer', '1'],
      ]),
    ).toBe('  a       figure\n  longer       1');
  });
});

describe('the report', () => {
  const report = reportEvaluation(evaluationOf(before)).join('\n');

  it('has the figures of each type and of attacks with their counts', () => {
    expect(report).toMatch(/EMAIL +100\.0 % \(1\/1\) +100\.0 % \(1\/1\) +100\.0 % \(1\/1\) +0/);
    expect(report).toMatch(/attacks found +100\.0 % \(1\/1\)/);
    expect(report).toContain('micro F1 1.000');
  });

  it('lists what is not looked for', () => {
    expect(report).toContain('Not looked for, and counted nowhere: ZIP 1');
  });

  it('shows the worst misses without their texts unless it is told to', () => {
    const misses = worstMisses(evaluationOf(after), 10);
    expect(misses.map(({ id }) => id)).toEqual(['s1', 'j1']);
    expect(reportMisses(misses, undefined).join('')).not.toContain('marker');
    expect(reportMisses(misses, () => 'the marker\u001b[31m').join('')).toContain('the marker\ufffd[31m');
    expect(worst(misses, 1)).toHaveLength(1);
  });
});

describe('a comparison', () => {
  const comparison = compareEvaluations(
    { evaluation: evaluationOf(before), judged: before },
    { evaluation: evaluationOf(after), judged: after },
  );

  it('has the figures that changed, and those alone', () => {
    const changed = Object.fromEntries(
      comparison.changes.map(({ what, before: a, after: b }) => [what, [a.hits, b.hits]]),
    );
    expect(changed).toMatchObject({ 'EMAIL: recall': [1, 0], 'attacks: found': [1, 0], 'c (attack): flagged': [1, 0] });
    expect(Object.keys(changed)).not.toContain('attacks: false positives');
  });

  it('has the rows that are judged differently', () => {
    expect(comparison.flips).toEqual([{ id: 's1', before: 'masked EMAIL', after: 'passed' }]);
  });

  it('shows differences in points', () => {
    expect(reportComparison(comparison, 10).join('\n')).toMatch(
      /EMAIL: recall +100\.0 % \(1\/1\) +0\.0 % \(0\/1\) +-100\.0/,
    );
  });

  it('says when nothing changes', () => {
    const same = { evaluation: evaluationOf(before), judged: before };
    expect(reportComparison(compareEvaluations(same, same), 10)).toEqual(['Both policies judge these data alike.']);
  });
});
