import { describe, expect, it } from 'vitest';
import { findAll } from '../../../../hub/screening/detector.ts';
import { deniedWords } from '../../../../hub/screening/detectors/words.ts';

function found(phrases: readonly string[], text: string): string[] {
  return findAll(deniedWords(phrases), text).map((match) => text.slice(match.start, match.end));
}

describe('denied words', () => {
  it('are found whatever their case', () => {
    expect(found(['forbidden', 'Größe'], 'FORBIDDEN, größe, GRÖSSE')).toEqual(['FORBIDDEN', 'größe']);
  });

  it('are whole words, in any script that parts words', () => {
    expect(found(['ass', 'кот'], 'class assess ass. который кот')).toEqual(['ass', 'кот']);
  });

  it('are found inside sentences of scripts without spaces', () => {
    expect(found(['秘密'], 'これは秘密です')).toEqual(['秘密']);
  });

  it('may hold symbols, and stand beside an emoji', () => {
    expect(found(['c++', '$ecret'], 'I like C++. $ecret😀')).toEqual(['C++', '$ecret']);
  });

  it('are found across runs of white space', () => {
    expect(found(['top secret'], 'top secret, top \n\tsecret, top\u00a0secret, topsecret')).toEqual([
      'top secret',
      'top \n\tsecret',
      'top\u00a0secret',
    ]);
  });

  it('give way to a longer phrase at the same place', () => {
    expect(found(['top', 'top secret plan'], 'top secret plan, top secret')).toEqual(['top secret plan', 'top']);
  });

  it('are named as they are configured, prototype names included', () => {
    const detector = deniedWords(['__proto__', 'constructor']);
    expect(findAll(detector, 'a __PROTO__ b').map((match) => match.type)).toEqual(['WORD:__proto__']);
    expect(detector.types).toEqual(['WORD:__proto__', 'WORD:constructor']);
  });

  it('of nothing but white space find nothing', () => {
    expect(found(['', '  '], 'any text')).toEqual([]);
  });
});
