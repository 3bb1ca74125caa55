import { describe, expect, it } from 'vitest';
import { mergeVerdicts } from '../../../hub/guardrails/merge-verdicts.ts';
import type { PartVerdict } from '../../../hub/screening/parts.ts';

const verdict = (change: Partial<PartVerdict>): PartVerdict => ({
  pointer: '/a',
  kind: 'text',
  verdict: 'passed',
  findings: [],
  ...change,
});
const failed = verdict({ verdict: 'not_run', failed: true, reason: 'down' });
const unread = verdict({ verdict: 'not_run', reason: 'allowed unscreened by policy' });

describe('two verdicts on one part', () => {
  it.each([
    ['passed', 'masked', 'masked'],
    ['masked', 'passed', 'masked'],
    ['masked', 'blocked', 'blocked'],
    ['blocked', 'passed', 'blocked'],
    ['passed', 'passed', 'passed'],
  ] as const)('%s and %s are %s', (ours, theirs, merged) => {
    expect(mergeVerdicts(verdict({ verdict: ours }), verdict({ verdict: theirs })).verdict).toBe(merged);
  });

  it('keep that it was not run, and why, whoever masked', () => {
    expect(mergeVerdicts(verdict({ verdict: 'masked' }), failed)).toMatchObject({
      verdict: 'not_run',
      failed: true,
      reason: 'down',
    });
    expect(mergeVerdicts(unread, verdict({ verdict: 'masked' }))).toMatchObject({
      verdict: 'not_run',
      reason: unread.reason,
    });
  });

  it('are failed where one is, also beside a part that may pass unread', () => {
    expect(mergeVerdicts(unread, failed)).toMatchObject({ failed: true, reason: 'down' });
  });

  it('have the findings of both', () => {
    const email = { type: 'EMAIL', detector: 'email', action: 'mask', count: 1 } as const;
    const name = { type: 'NAME', detector: 'bedrock-guardrail', action: 'mask', count: 2 } as const;
    expect(mergeVerdicts(verdict({ findings: [email] }), verdict({ findings: [name] })).findings).toEqual([
      email,
      name,
    ]);
  });
});
