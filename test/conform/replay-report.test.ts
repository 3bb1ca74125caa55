import { describe, expect, it } from 'vitest';
import type { ReplayedRequest, ReplayOutcome } from './replay.ts';
import { conforms, renderReport } from './replay-report.ts';

function replayed(file: string, outcome: ReplayOutcome, features: string[] = []): ReplayedRequest {
  return { file, api: 'converse', features, outcome };
}

const accepted = replayed('a.json', { kind: 'accepted' }, ['image', 'stream']);
const unserved = replayed('b.json', { kind: 'refused', code: 'api_not_served', why: 'not served', documented: true }, [
  'image',
]);
const refused = replayed('c.json', {
  kind: 'refused',
  code: 'body_invalid',
  why: 'expected a list',
  documented: false,
});
const altered = replayed('d.json', { kind: 'altered', places: ['/a/0', '/b'] });

describe('the report of a replay', () => {
  const lines = renderReport([accepted, unserved, refused, altered]).split('\n');

  it('names what was not simply accepted, one line each', () => {
    expect(lines.slice(0, 4)).toEqual([
      'refused b.json: api_not_served: not served',
      'refused c.json: body_invalid: expected a list',
      'altered d.json: /a/0, /b',
      '',
    ]);
  });

  it('ends with the counts', () => {
    expect(lines.at(-1)).toBe('accepted 1, refused 2, altered 1');
  });

  it.each([
    ['converse', ['1', '2', '1']],
    ['image', ['1', '1', '0']],
    ['stream', ['1', '0', '0']],
    ['(none)', ['0', '1', '1']],
  ])('counts outcomes for %s', (name, counts) => {
    const row = lines.find((line) => line.startsWith(name));
    expect(row?.slice(name.length).trim().split(/\s+/)).toEqual(counts);
  });
});

describe('a replay conforms', () => {
  it('where everything was accepted or has a documented limit', () => {
    expect(conforms([accepted, unserved])).toBe(true);
  });

  it.each([
    ['a refusal without a documented limit', refused],
    ['an alteration', altered],
  ])('not with %s', (_, one) => {
    expect(conforms([accepted, one])).toBe(false);
  });
});
