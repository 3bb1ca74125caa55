import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest, suggestion } from '../../../shared/config/suggest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['models', 'models', 0],
    ['modles', 'models', 1],
    ['model', 'models', 1],
    ['kitten', 'sitting', 3],
    ['claude-sonet', 'claude-sonnet', 1],
  ])('of %j and %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is symmetric, zero only for equals, and never more than the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('nearest', () => {
  it('finds the name that was meant', () => {
    expect(nearest('claude-sonet', ['claude-haiku', 'claude-sonnet', 'nova'])).toBe('claude-sonnet');
  });

  it('takes the nearest of several near names', () => {
    expect(nearest('nova-lit', ['nova-micro', 'nova-lite', 'nova-light'])).toBe('nova-lite');
  });

  it('does not mind upper case', () => {
    expect(nearest('Email', ['EMAIL', 'PHONE'])).toBe('EMAIL');
  });

  it.each(['zebra', '', 'b', 'x'.repeat(500)])('finds nothing near %j', (name) => {
    expect(nearest(name, ['models', 'a', 'applications'])).toBeUndefined();
  });
});

describe('suggestion', () => {
  it('says what there is to choose from where nothing is near', () => {
    expect(suggestion('zzz', ['alpha', 'beta'], 'Choices')).toBe('Choices: alpha, beta.');
  });

  it('says when there is nothing to choose from', () => {
    expect(suggestion('zzz', [], 'In models')).toBe('In models: none.');
  });

  it('lists twenty names at most', () => {
    const names = Array.from({ length: 25 }, (_, index) => `name-${index}`);
    expect(suggestion('zzz', names, 'Choices')).toMatch(/name-19 and 5 more\.$/);
  });
});
