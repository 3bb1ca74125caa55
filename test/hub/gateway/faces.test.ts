import { describe, expect, it } from 'vitest';
import { alike, joinFaces } from '../../../hub/gateway/faces.ts';

const bytes = (text: string) => Buffer.from(text);
const texts = ({ shown, kept }: ReturnType<typeof joinFaces>) => [String(shown), String(kept)];

describe('joinFaces', () => {
  it('does not copy a single piece', () => {
    const only = alike(bytes('one'));
    expect(joinFaces([only])).toBe(only);
  });

  it('joins pieces that are alike into one buffer for both faces', () => {
    const joined = joinFaces([alike(bytes('a')), alike(bytes('b'))]);
    expect(texts(joined)).toEqual(['ab', 'ab']);
    expect(joined.shown).toBe(joined.kept);
  });

  it('joins each face by itself where one piece differs', () => {
    const differing = { shown: bytes('jane@example.com'), kept: bytes('{EMAIL_1}') };
    expect(texts(joinFaces([alike(bytes('a ')), differing]))).toEqual(['a jane@example.com', 'a {EMAIL_1}']);
  });

  it('is nothing, in both faces, of nothing', () => {
    expect(texts(joinFaces([]))).toEqual(['', '']);
  });
});
