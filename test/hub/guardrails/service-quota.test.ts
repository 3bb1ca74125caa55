import { describe, expect, it } from 'vitest';
import { ServiceQuota } from '../../../hub/guardrails/service-quota.ts';

describe('the quotas of ApplyGuardrail', () => {
  it('count requests, however small', () => {
    const quota = new ServiceQuota({ requestsPerSecond: 2, textUnitsPerSecond: 1000 });
    expect([quota.book(1, 0, 10_000), quota.book(1, 0, 10_000), quota.book(1, 0, 10_000)]).toEqual([0, 0, 500]);
  });

  it('count text units, however few the requests', () => {
    const quota = new ServiceQuota({ requestsPerSecond: 1000, textUnitsPerSecond: 25 });
    expect([quota.book(25, 0, 10_000), quota.book(25, 0, 10_000)]).toEqual([0, 1000]);
  });

  it('book nothing for who would not wait so long', () => {
    const quota = new ServiceQuota({ requestsPerSecond: 1000, textUnitsPerSecond: 25 });
    quota.book(25, 0, 0);
    expect(quota.book(25, 0, 999)).toBeUndefined();
    expect(quota.book(25, 0, 1000)).toBe(1000);
  });
});
