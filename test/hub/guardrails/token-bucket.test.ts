import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../hub/guardrails/token-bucket.ts';

describe('a token bucket', () => {
  it('gives a full second’s worth at once, and then makes wait', () => {
    const bucket = new TokenBucket(10);
    expect(bucket.waitFor(10, 0)).toBe(0);
    bucket.take(10, 0);
    expect(bucket.waitFor(1, 0)).toBe(100);
    expect(bucket.waitFor(5, 0)).toBe(500);
  });

  it('fills with time, and not beyond its burst', () => {
    const bucket = new TokenBucket(10);
    bucket.take(10, 0);
    expect(bucket.waitFor(5, 500)).toBe(0);
    bucket.take(0, 60_000);
    bucket.take(10, 60_000);
    expect(bucket.waitFor(1, 60_000)).toBe(100);
  });

  it('books in order: who comes later waits for those before', () => {
    const bucket = new TokenBucket(10);
    const waits = Array.from({ length: 4 }, () => {
      const wait = bucket.waitFor(10, 0);
      bucket.take(10, 0);
      return wait;
    });
    expect(waits).toEqual([0, 1000, 2000, 3000]);
  });

  it('has what is larger than itself wait for a full bucket, and the next one pay for it', () => {
    const bucket = new TokenBucket(10);
    expect(bucket.waitFor(25, 0)).toBe(0);
    bucket.take(25, 0);
    expect(bucket.waitFor(25, 0)).toBe(2500);
    expect(bucket.waitFor(1, 0)).toBe(1600);
  });

  it('is not filled by a clock that was set back', () => {
    const bucket = new TokenBucket(10);
    bucket.take(10, 1000);
    expect(bucket.waitFor(1, 0)).toBe(100);
    bucket.take(1, 0);
    expect(bucket.waitFor(1, 1000)).toBe(200);
  });
});
