import { describe, expect, it } from 'vitest';
import { scoreSensitive } from '../../../pipelines/evaluation/score-sensitive.ts';
import { typeNamer } from '../../../pipelines/evaluation/type-names.ts';
import { sensitive } from './judged-rows.ts';

const claimed = new Set(['EMAIL', 'PHONE', 'DATE_TIME', 'DRIVER_ID']);
const score = (...rows: Parameters<typeof scoreSensitive>[0]) => scoreSensitive(rows, claimed, typeNamer());

describe('texts with every type labelled', () => {
  it('count a span as found when a report of its type overlaps it, and as exact when it has its offsets', () => {
    const rows = [
      sensitive([['EMAIL', 0, 10]], [['EMAIL', 0, 10]]),
      sensitive([['EMAIL', 0, 10]], [['EMAIL', 9, 20]]),
      sensitive([['EMAIL', 0, 10]], [['EMAIL', 10, 20]]),
      sensitive([['EMAIL', 0, 10]], [['PHONE', 0, 10]]),
    ];
    const { structured } = score(...rows).fullTexts!;
    expect(structured.recall).toEqual({ hits: 2, of: 4 });
    expect(structured.exact).toEqual({ hits: 1, of: 4 });
  });

  it('count as false what overlaps no label, and leave out what fell on a label of another type', () => {
    const row = sensitive(
      [['EMAIL', 0, 10]],
      [
        ['EMAIL', 0, 10],
        ['PHONE', 2, 8],
        ['PHONE', 50, 60],
      ],
    );
    const { types, structured } = score(row).fullTexts!;
    expect(types.find(({ type }) => type === 'PHONE')).toMatchObject({ precision: { hits: 0, of: 1 }, elsewhere: 1 });
    expect(structured.precision).toEqual({ hits: 1, of: 2 });
  });

  it('put recall and precision together as F1', () => {
    const row = sensitive(
      [
        ['EMAIL', 0, 10],
        ['EMAIL', 20, 30],
      ],
      [
        ['EMAIL', 0, 10],
        ['EMAIL', 50, 60],
      ],
    );
    expect(score(row).fullTexts!.f1).toBeCloseTo(0.5);
  });

  it('know the names that others use', () => {
    const row = sensitive([['EMAIL_ADDRESS', 0, 10]], [['EMAIL', 0, 10]]);
    expect(score(row).fullTexts!.structured.recall).toEqual({ hits: 1, of: 1 });
  });

  it('put types of free text apart', () => {
    const row = sensitive(
      [['DATE_TIME', 0, 10]],
      [
        ['DATE_TIME', 0, 10],
        ['DATE_TIME', 20, 30],
      ],
    );
    const { structured, freeText } = score(row).fullTexts!;
    expect(structured.recall.of).toBe(0);
    expect(freeText).toMatchObject([{ type: 'DATE_TIME', recall: { hits: 1, of: 1 }, precision: { hits: 1, of: 2 } }]);
  });

  it('list labelled types that nothing looks for, and count them nowhere', () => {
    const result = score(
      sensitive(
        [
          ['ZIP_CODE', 0, 5],
          ['EMAIL', 10, 20],
        ],
        [],
      ),
    );
    expect(result.notClaimed).toEqual([{ type: 'ZIP_CODE', count: 1 }]);
    expect(result.fullTexts!.structured.recall).toEqual({ hits: 0, of: 1 });
  });

  it('average over templates, so that near-copies count as one', () => {
    const found = Array.from({ length: 9 }, () => sensitive([['EMAIL', 0, 5]], [['EMAIL', 0, 5]], { template_id: 1 }));
    const missed = sensitive([['EMAIL', 0, 5]], [], { template_id: 2 });
    expect(score(...found, missed).fullTexts!.byTemplate).toEqual({ templates: 2, recall: 0.5, precision: 1 });
  });

  it('tell what was missed and what was found wrongly, by offsets and not by text', () => {
    const { misses } = score(sensitive([['EMAIL', 0, 10]], [['PHONE', 50, 60]], { id: 'x' })).fullTexts!;
    expect(misses).toMatchObject([
      { id: 'x', error: 'missed', what: 'EMAIL', at: { start: 0, end: 10 } },
      { id: 'x', error: 'false', what: 'PHONE', at: { start: 50, end: 60 } },
    ]);
  });
});

describe('texts with some types labelled', () => {
  const scoped = (scope: string, ...[labels, reports, more]: Parameters<typeof sensitive>) =>
    sensitive(labels, reports, { scope: [scope], ...more });

  it('ignore reports of types that are not labelled', () => {
    const row = scoped(
      'EMAIL',
      [['EMAIL', 0, 10]],
      [
        ['EMAIL', 0, 10],
        ['PHONE', 50, 60],
      ],
    );
    expect(score(row).recognizerCases!.all).toMatchObject({
      recall: { hits: 1, of: 1 },
      falsePositives: { hits: 0, of: 0 },
    });
  });

  it('count a negative row on which the type is reported as a false positive', () => {
    const rows = [
      scoped(
        'PHONE',
        [],
        [
          ['PHONE', 0, 5],
          ['PHONE', 9, 12],
        ],
      ),
      scoped('PHONE', [], [['EMAIL', 0, 5]]),
    ];
    expect(score(...rows).recognizerCases!.all.falsePositives).toEqual({ hits: 1, of: 2 });
  });

  it('report weak rows apart', () => {
    const rows = [
      scoped('PHONE', [['PHONE', 0, 5]], [], { weak: true }),
      scoped('PHONE', [['PHONE', 0, 5]], [['PHONE', 0, 5]]),
    ];
    const { all } = score(...rows).recognizerCases!;
    expect(all.recall).toEqual({ hits: 1, of: 1 });
    expect(all.weakRecall).toEqual({ hits: 0, of: 1 });
  });

  it('put several names for one type together', () => {
    const rows = [
      scoped('UK_DRIVING_LICENCE', [['UK_DRIVING_LICENCE', 0, 5]], [['DRIVER_ID', 0, 5]]),
      scoped('KR_DRIVER_LICENSE', [], [['DRIVER_ID', 0, 5]]),
    ];
    expect(score(...rows).recognizerCases!.types).toEqual([
      expect.objectContaining({ type: 'DRIVER_ID', recall: { hits: 1, of: 1 }, falsePositives: { hits: 1, of: 1 } }),
    ]);
  });

  it('leave out rows of types that nothing looks for, and list them', () => {
    const result = score(scoped('AU_TFN', [], []), scoped('EMAIL', [], []));
    expect(result.recognizerCases!.rows).toBe(1);
    expect(result.notClaimed).toEqual([{ type: 'AU_TFN', count: 1 }]);
  });
});
