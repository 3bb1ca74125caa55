import { describe, expect, it } from 'vitest';
import { refuseFailedAnswer, refuseFailedPrompt } from '../../../hub/screening/refuse-failed.ts';
import { detectorFailed, failedVerdict, tooLarge, tooManyAlike } from '../../../hub/screening/screening-failure.ts';

const place = { pointer: '/messages/0/content/2', kind: 'text' } as const;
const passed = { ...place, verdict: 'passed', findings: [] } as const;
const unread = { ...place, verdict: 'not_run', findings: [], reason: 'media (png) cannot be read' } as const;

describe.each([
  ['a prompt', refuseFailedPrompt],
  ['an answer', refuseFailedAnswer],
])('%s', (_, refuseFailed) => {
  it('is not refused where screening did its work, whatever could not be read', () => {
    expect(refuseFailed([passed, unread])).toBeUndefined();
  });

  it('may be tried again where a detector failed', () => {
    const refusal = refuseFailed([passed, failedVerdict(place, detectorFailed)]);
    expect(refusal?.code).toBe('screening_unavailable');
    expect(refusal?.message).toContain('Try again');
  });

  it.each([tooLarge, tooManyAlike])('need not be tried again where a part is %s', (reason) => {
    const refusal = refuseFailed([failedVerdict(place, reason)]);
    expect(refusal?.code).toBe('content_unscreenable');
    expect(refusal?.message).toContain(reason);
    expect(refusal?.message).not.toContain('Try again');
  });

  it('need not be tried again where one part will fail again, though another may not', () => {
    const parts = [failedVerdict(place, detectorFailed), failedVerdict(place, tooLarge)];
    expect(refuseFailed(parts)?.code).toBe('content_unscreenable');
  });
});

it('the part of a prompt is named, with what to do', () => {
  const { message } = refuseFailedPrompt([failedVerdict(place, tooLarge)]) ?? expect.fail();
  expect(message).toContain('The text at /messages/0/content/2');
  expect(message).toContain('smaller parts');
});
