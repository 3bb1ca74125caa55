import { describe, expect, it } from 'vitest';
import { parseAmzDate } from '../../../../hub/gateway/sigv4/signing-time.ts';

describe('x-amz-date', () => {
  it('is read as UTC', () => {
    expect(parseAmzDate('20261120T182615Z')).toBe(Date.UTC(2026, 10, 20, 18, 26, 15));
    expect(parseAmzDate('20280229T000000Z')).toBe(Date.UTC(2028, 1, 29));
  });

  it.each([
    '',
    '20260229T000000Z',
    '20261301T000000Z',
    '20261120T240000Z',
    '20261120T006000Z',
    '2026-11-20T18:26:15Z',
    '20261120T182615',
    '00000000T000000Z',
    ' 20261120T182615Z',
  ])('is not "%s"', (text) => {
    expect(parseAmzDate(text)).toBeUndefined();
  });
});
