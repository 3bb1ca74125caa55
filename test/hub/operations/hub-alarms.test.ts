import { describe, expect, it } from 'vitest';
import { hubAlarms } from '../../../hub/operations/hub-alarms.ts';
import { metrics } from '../../../hub/operations/metric-names.ts';
import type { WatchedHub } from '../../../hub/operations/watched-hub.ts';

const hub: WatchedHub = {
  thresholds: {
    blockedCallsPerHour: 11,
    capBreachesPerHour: 12,
    throttlesPerFiveMinutes: 13,
    errorsPerFiveMinutes: 14,
    firstTokenSeconds: 15,
  },
  functions: { gateway: 'gatehouse-gateway', handlers: ['gatehouse-response-filter', 'gatehouse-prompt-handler'] },
  apis: [{ name: 'gatehouse-private', stage: 'v1' }],
  deadLetterQueues: ['gatehouse-dead-letters'],
};
const alarm = (name: string) => hubAlarms(hub).find((one) => one.name === `gatehouse-${name}`)!;

describe('the alarms', () => {
  it.each([
    ['screening-refusals', 11, 60],
    ['screening-not-run', 1, 5],
    ['orphaned-intents', 1, 5],
    ['cap-breaches', 12, 60],
    ['function-throttles', 13, 5],
    ['model-throttles', 13, 5],
    ['dead-letters', 1, 5],
    ['server-errors', 14, 5],
    ['client-errors', 23, 60],
    ['handler-errors', 14, 5],
    ['slow-answers', 15, 15],
  ])('%s rings from %i within %i minutes', (name, threshold, minutes) => {
    expect(alarm(name)).toMatchObject({ threshold, minutes });
  });

  it('find an orphan where a completion could not be written, and where the gateway itself was killed', () => {
    expect(alarm('orphaned-intents').sources).toEqual([
      { namespace: 'Gatehouse', name: metrics.unrecorded },
      { namespace: 'AWS/Lambda', name: 'Errors', dimensions: { FunctionName: 'gatehouse-gateway' } },
    ]);
  });

  it('watch the throttles of every function', () => {
    const watched = alarm('function-throttles').sources.map(({ dimensions }) => dimensions?.FunctionName);
    expect(watched).toEqual(['gatehouse-gateway', 'gatehouse-response-filter', 'gatehouse-prompt-handler']);
  });

  it('look at the slowest of a hundred, not at the mean', () => {
    expect(alarm('slow-answers')).toMatchObject({ statistic: 'p99', sources: [{ name: metrics.firstToken }] });
  });

  it('have names of their own and say what they mean in a sentence', () => {
    const all = hubAlarms(hub);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { means } of all) expect(means).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('are none over what there is none of', () => {
    const names = hubAlarms({ ...hub, apis: [], deadLetterQueues: [] }).map(({ name }) => name);
    expect(names).not.toContain('gatehouse-server-errors');
    expect(names).not.toContain('gatehouse-dead-letters');
    expect(names).toContain('gatehouse-orphaned-intents');
  });
});
