import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedMetricsLine, type MetricDocument } from '../../../hub/operations/embedded-metrics.ts';

const document: MetricDocument = {
  namespace: 'Gatehouse',
  atMs: 1_795_000_000_000,
  dimensions: { application: 'claims', code: '(none)' },
  groups: [
    { by: [['application'], []], metrics: [{ name: 'gatehouse.calls', unit: 'Count', value: 1 }] },
    { by: [['code']], metrics: [] },
  ],
};

describe('a line of embedded metrics', () => {
  it('has figures and dimensions at its root, and under _aws what to make of them', () => {
    expect(JSON.parse(embeddedMetricsLine(document))).toEqual({
      application: 'claims',
      code: '(none)',
      'gatehouse.calls': 1,
      _aws: {
        Timestamp: 1_795_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Gatehouse',
            Dimensions: [['application'], []],
            Metrics: [{ Name: 'gatehouse.calls', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'leaves out %s, for which CloudWatch would drop the whole line',
    (value) => {
      const groups = [
        {
          by: [[]],
          metrics: [
            { name: 'bad', unit: 'None', value },
            { name: 'good', unit: 'None', value: 2 },
          ],
        },
      ] as const;
      const line = JSON.parse(embeddedMetricsLine({ ...document, groups }));
      expect(line).not.toHaveProperty('bad');
      expect(line.good).toBe(2);
      expect(line._aws.CloudWatchMetrics[0].Metrics).toEqual([{ Name: 'good', Unit: 'None' }]);
    },
  );

  it('parts more than a hundred metrics of a group, which is the most that a directive may have', () => {
    const metrics = Array.from({ length: 250 }, (_, at) => ({ name: `m${at}`, unit: 'Count', value: at }) as const);
    const line = JSON.parse(embeddedMetricsLine({ ...document, groups: [{ by: [[]], metrics }] }));
    const sizes = line._aws.CloudWatchMetrics.map((directive: { Metrics: unknown[] }) => directive.Metrics.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('is one line and keeps its directives whatever stands in names and values', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 3000 })),
        (dimensions) => {
          const line = embeddedMetricsLine({ ...document, dimensions: { ...dimensions, _aws: 'mine' } });
          expect(line.indexOf('\n')).toBe(line.length - 1);
          const parsed = JSON.parse(line);
          expect(parsed._aws.CloudWatchMetrics).toHaveLength(1);
          for (const [name, value] of Object.entries<unknown>(parsed))
            if (typeof value === 'string') expect([name, value.length <= 1024]).toEqual([name, true]);
        },
      ),
    );
  });
});
