import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnsOverlap, globsOverlap } from '../../../../pipelines/policy/lint/glob-overlap.ts';
import { globTokens, matchesGlob } from '../../../../shared/iam/glob.ts';

const letters = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((parts) => parts.join(''));
const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '?'), { maxLength: 8 }).map((parts) => parts.join(''));

describe('globsOverlap', () => {
  it.each([
    ['', '', true],
    ['*', '', true],
    ['a*', '*b', true],
    ['a*', 'b*', false],
    ['a?c', 'abc', true],
    ['?', '', false],
    ['a*b*c', '*b', false],
    ['**', 'x', true],
  ])('%s and %s: %s', (one, other, overlap) => {
    expect(globsOverlap(one, other)).toBe(overlap);
    expect(globsOverlap(other, one)).toBe(overlap);
  });

  it('agrees with matching where one of the two has no wildcard', () => {
    fc.assert(
      fc.property(pattern, letters, (glob, text) => globsOverlap(glob, text) === matchesGlob(globTokens(glob), text)),
    );
  });

  it('is true of any two patterns that one text matches', () => {
    fc.assert(
      fc.property(pattern, pattern, letters, (one, other, text) => {
        const both = matchesGlob(globTokens(one), text) && matchesGlob(globTokens(other), text);
        return !both || globsOverlap(one, other);
      }),
    );
  });

  it('does not care about the order of the two', () => {
    fc.assert(fc.property(pattern, pattern, (one, other) => globsOverlap(one, other) === globsOverlap(other, one)));
  });
});

describe('arnsOverlap', () => {
  it.each([
    ['arn:aws:s3:::b/*', 'arn:*:s3:::*/*', true],
    ['arn:aws:s3:::b', 'arn:*:s3:::*/*', false],
    ['arn:aws:ec2:*::image/*', 'arn:*:ec2:*::image/*', true],
    ['arn:aws:s3:*', 'arn:*:s3:::*', true],
    ['*', 'arn:*:s3:::*', true],
    ['arn:aws:sqs:*:*:q', 'arn:*:sns:*:*:*', false],
  ])('%s and %s: %s', (one, format, overlap) => {
    expect(arnsOverlap(one, format)).toBe(overlap);
  });
});
