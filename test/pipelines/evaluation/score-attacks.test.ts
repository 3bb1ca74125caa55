import { describe, expect, it } from 'vitest';
import { scoreAttacks } from '../../../pipelines/evaluation/score-attacks.ts';
import { scoreHarm } from '../../../pipelines/evaluation/score-harm.ts';
import { inspection, labelled } from './judged-rows.ts';

describe('the score of attacks', () => {
  it('counts from the threshold on', () => {
    const rows = [labelled('attack', 0.5), labelled('attack', 0.49), labelled('benign', 0.5), labelled('benign', 0)];
    const score = scoreAttacks(rows, 0.5);
    expect(score.recall).toEqual({ hits: 1, of: 2 });
    expect(score.falsePositives).toEqual({ hits: 1, of: 2 });
  });

  it('never counts a text without any sign, whatever the threshold', () => {
    expect(scoreAttacks([labelled('benign', 0)], 0).falsePositives).toEqual({ hits: 0, of: 1 });
  });

  it('puts rows apart that depend on a system prompt or are of doubtful quality', () => {
    const rows = [
      labelled('attack', 1),
      labelled('attack', 0, { context_dependent: true }),
      labelled('attack', 1, { label_quality: 'noisy' }),
    ];
    const score = scoreAttacks(rows, 0.5);
    expect(score.recall).toEqual({ hits: 1, of: 1 });
    expect(score.contextDependent).toEqual({ hits: 0, of: 1 });
    expect(score.noisy).toEqual({ hits: 1, of: 1 });
  });

  it('counts hard innocent rows among the innocent ones', () => {
    const score = scoreAttacks([labelled('benign', 0.9, { hard: true }), labelled('benign', 0)], 0.5);
    expect(score.hardFalsePositives).toEqual({ hits: 1, of: 1 });
    expect(score.falsePositives).toEqual({ hits: 1, of: 2 });
  });

  it('tells a pair apart when every copy is flagged and the clean document is not', () => {
    const pair = (pair_id: number, clean: number, ...copies: readonly number[]) => [
      labelled('benign', clean, { pair_id }),
      ...copies.map((score) => labelled('attack', score, { pair_id })),
    ];
    const rows = [...pair(1, 0, 1, 1), ...pair(2, 0, 1, 0), ...pair(3, 1, 1), labelled('attack', 1, { pair_id: 4 })];
    expect(scoreAttacks(rows, 0.5).pairs).toEqual({ hits: 1, of: 3 });
  });

  it('reports categories with their label, and encodings', () => {
    const rows = [
      labelled('attack', 1, { category: 'b' }),
      labelled('attack', 0, { category: 'b' }),
      labelled('benign', 0, { category: 'a' }),
      labelled('attack', 1, { encoding: 'hex' }),
    ];
    const { categories, encodings } = scoreAttacks(rows, 0.5);
    expect(categories).toEqual([
      { category: 'b', label: 'attack', flagged: { hits: 1, of: 2 } },
      { category: 'a', label: 'benign', flagged: { hits: 0, of: 1 } },
    ]);
    expect(encodings).toEqual([{ category: 'hex', label: 'attack', flagged: { hits: 1, of: 1 } }]);
  });

  it('shows what other thresholds would give', () => {
    const { sweep } = scoreAttacks([labelled('attack', 0.3), labelled('benign', 0.2)], 0.5);
    const at = (threshold: number) => sweep.find((step) => step.threshold === threshold);
    expect(at(0.2)).toMatchObject({ recall: { hits: 1 }, falsePositives: { hits: 1 } });
    expect(at(0.3)).toMatchObject({ recall: { hits: 1 }, falsePositives: { hits: 0 } });
    expect(at(0.4)).toMatchObject({ recall: { hits: 0 } });
  });

  it('lists misses, the surest mistake with the greatest severity', () => {
    const { misses } = scoreAttacks(
      [
        labelled('attack', 0.4, { id: 'near' }),
        labelled('attack', 0, { id: 'far' }),
        labelled('benign', 0.9, { id: 'alarm' }),
      ],
      0.5,
    );
    const severity = Object.fromEntries(misses.map((miss) => [miss.id, miss.severity]));
    expect(severity.far).toBeGreaterThan(severity.near!);
    expect(misses.find(({ id }) => id === 'alarm')).toMatchObject({ error: 'false', detail: 'score 0.90: because' });
  });
});

describe('the score of harm', () => {
  it('counts what a topic, a word or a block stopped', () => {
    const topic = { ...labelled('harmful', 0), found: { ...inspection([]), topics: ['arms'] } };
    const word = { ...labelled('harmful', 0), found: inspection([['WORD:1', 0, 1]]) };
    const masked = { ...labelled('benign', 0), found: inspection([['EMAIL', 0, 1]]) };
    const score = scoreHarm([topic, word, labelled('harmful', 0), masked]);
    expect(score.recall).toEqual({ hits: 2, of: 3 });
    expect(score.falsePositives).toEqual({ hits: 0, of: 1 });
  });
});
