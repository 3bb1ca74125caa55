import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll } from '../../../../hub/screening/detector.ts';
import { formsOf } from '../../../../hub/screening/detectors/word-forms.ts';
import { competitorNames, deniedWords } from '../../../../hub/screening/detectors/words.ts';
import { fold } from '../../../../hub/screening/folding.ts';

function found(phrases: readonly string[], text: string): string[] {
  const folded = fold(text);
  return findAll(deniedWords(phrases), folded.text).map(({ start, end }) =>
    text.slice(folded.toOriginal(start), folded.toOriginalEnd(end)),
  );
}

describe('denied words', () => {
  it('are found whatever their case', () => {
    expect(found(['forbidden', 'Größe'], 'FORBIDDEN, größe, GRÖSSE, Größen')).toEqual(['FORBIDDEN', 'größe', 'GRÖSSE']);
  });

  it('are whole words, in any script that parts words', () => {
    expect(found(['ass', 'кот'], 'class assess ass. который кот')).toEqual(['ass', 'кот']);
  });

  it('of other scripts are found in each of their cases', () => {
    expect(found(['Москва', 'νίκη'], 'москва МОСКВА Москва ΝΊΚΗ Νίκη')).toHaveLength(5);
  });

  it('are found inside sentences of scripts without spaces', () => {
    expect(found(['秘密'], 'これは秘密です')).toEqual(['秘密']);
  });

  it('may hold symbols, and stand beside an emoji', () => {
    expect(found(['c++', '$ecret'], 'I like C++. $ecret😀')).toEqual(['C++', '$ecret']);
  });

  it('are found across runs of white space, and with signs for spaces', () => {
    expect(
      found(['top secret'], 'top secret, top \n\tsecret, top\u00a0secret, topsecret, top-secret, top_secret'),
    ).toEqual(['top secret', 'top \n\tsecret', 'top\u00a0secret', 'top-secret', 'top_secret']);
  });

  it('give way to a longer phrase at the same place', () => {
    expect(found(['top', 'top secret plan'], 'top secret plan, top secret')).toEqual(['top secret plan', 'top']);
  });

  it('are named by their place, never by themselves', () => {
    const detector = deniedWords(['__proto__', 'constructor']);
    expect(findAll(detector, 'a __PROTO__ b constructor').map((match) => match.type)).toEqual(['WORD:1', 'WORD:2']);
    expect(detector.types).toEqual(['WORD:1', 'WORD:2']);
  });

  it('of nothing but white space find nothing', () => {
    expect(found(['', '  '], 'any text')).toEqual([]);
  });
});

describe('inflections', () => {
  it.each([
    ['bribe', ['bribes', 'bribed', 'bribing', "bribe's"]],
    ['attack', ['attacks', 'attacked', 'attacking', 'attack’s']],
    ['ban', ['bans', 'banned', 'banning']],
    ['party', ['parties', 'partied', 'partying']],
    ['box', ['boxes', 'boxed', 'boxing']],
    ['secret plan', ['secret plans', 'secret planning', "secret plans'"]],
  ])('of %s are found', (phrase, inflected) => {
    for (const form of inflected) expect(found([phrase], `The ${form} was.`), form).toEqual([form]);
  });

  it.each([
    ['car', 'caring careful cart card'],
    ['hop', 'hoping hope'],
    ['plan', 'plane planed planet'],
    ['it', 'its itting'],
    ['as', 'ass'],
  ])('of %s are no other words', (phrase, text) => {
    expect(found([phrase], text)).toEqual([]);
  });

  it('of a phrase are those of its last word', () => {
    expect([...formsOf('Red Fox', 'name')]).toEqual(['red fox', 'red foxes', "red foxes'", "red fox's", "red fox'"]);
  });
});

describe('disguises', () => {
  it.each([
    'f0rbidden',
    'forb1dden',
    'forb!dden',
    'f0rb!dd3n',
    'FORB1DDEN',
    'f-o-r-b-i-d-d-e-n',
    'f.o.r.b.i.d.d.e.n',
    'f o r b i d d e n',
    'f  o  r  b  i  d  d  e  n',
    'for-bidden',
    'fоrbіddеn',
    'ｆｏｒｂｉｄｄｅｎ',
    'f\u200bo\u200brbidden',
    'f\u0336o\u0336rbidden',
    'ⓕⓞⓡⓑⓘⓓⓓⓔⓝ',
    'ꜰᴏʀʙɪᴅᴅᴇɴ',
    'f 0 r b ! d d e n',
  ])('are seen through: %s', (text) => {
    expect(found(['forbidden'], `So ${text}, yes.`)).toEqual([text]);
  });

  it('of phrases too', () => {
    expect(found(['top secret'], 't0p s3cret; t o p  s e c r e t; t.o.p.s.e.c.r.e.t')).toHaveLength(3);
    expect(found(['top secret'], 't o p s e c r e t')).toEqual(['t o p s e c r e t']);
    expect(found(['ass', 'secret'], '@ss and $ecret')).toEqual(['@ss', '$ecret']);
  });

  it.each([
    ['ass', 'A55, 455, jon@ss.example, a s s, p@ssword'],
    ['hell', 'hel! Oh hel|, he 11, she11'],
    ['coop', 'a co-op, c-oop'],
    ['forbidden', 'forbidden1 unforbidden f o r b i d d e nx, forbi'],
    ['is', '15 1s'],
    ['secret', 'se cret s e c'],
    ['total', '7074l 70741'],
  ])('of %s are not seen where there are none', (phrase, text) => {
    expect(found([phrase], text)).toEqual([]);
  });
});

describe('competitor names', () => {
  it('are found as nouns, under a type that names nobody', () => {
    const matches = findAll(competitorNames(['Acme', 'Red Fox']), "acme's, Acmes, Red Foxes, acming, Acme^2");
    expect(matches.map((match) => match.type)).toEqual([
      'COMPETITOR:1',
      'COMPETITOR:1',
      'COMPETITOR:2',
      'COMPETITOR:1',
    ]);
  });
});

it('finds a phrase in every spelling that it claims, between any neighbours', () => {
  const spelling = fc.constantFrom(
    (word: string) => word,
    (word: string) => word.toUpperCase(),
    (word: string) => word.split('').join('-'),
    (word: string) => word.split('').join(' '),
    (word: string) => word.replace('e', '3'),
  );
  const beside = fc.constantFrom('', ' ', '. ', '"', '(', '😀', '漢', ', and ');
  fc.assert(
    fc.property(
      fc.constantFrom('steal', 'weapon', 'kernel'),
      spelling,
      beside,
      beside,
      (word, spell, before, after) => {
        expect(found([word], before + spell(word) + after)).toEqual([spell(word)]);
      },
    ),
  );
});
