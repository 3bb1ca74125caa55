import { describe, expect, it } from 'vitest';
import { concepts, type Lexicon } from '../../../../hub/screening/prompt-attack/concepts.ts';
import { english } from '../../../../hub/screening/prompt-attack/lexicon-english.ts';
import { european } from '../../../../hub/screening/prompt-attack/lexicon-european.ts';
import { spacedScripts, unspacedScripts } from '../../../../hub/screening/prompt-attack/lexicon-scripts.ts';
import { WordScan } from '../../../../hub/screening/prompt-attack/word-scan.ts';

const lexicons: Readonly<Record<string, Lexicon>> = { english, european, spacedScripts, unspacedScripts };

function heard(text: string): Set<string> {
  const names = new Set<string>();
  new WordScan(text, (concept) => concept < concepts.length && names.add(concepts[concept] as string)).run();
  return names;
}

describe('lexicons', () => {
  for (const [name, lexicon] of Object.entries(lexicons)) {
    for (const [concept, words] of Object.entries(lexicon)) {
      it(`every word of ${name} is heard as ${concept}`, () => {
        const unheard = words
          .split(' ')
          .filter((word) => !heard(`, ${word.replace('*', '').replaceAll('_', ' ')}. `).has(concept));
        expect(unheard).toEqual([]);
      });
    }
  }
});

it('no word is listed twice under a concept among languages with the same script', () => {
  const twice = Object.entries(european).flatMap(([concept, words]) => {
    const known = new Set(english[concept as keyof Lexicon]?.split(' '));
    return words.split(' ').filter((word) => known.has(word));
  });
  expect(twice).toEqual([]);
});

it('no stem is shorter than what words are looked up by', () => {
  const lists = [english, european, spacedScripts].flatMap((lexicon) => Object.values(lexicon));
  const stems = lists.flatMap((words) => words.split(' ')).filter((word) => /^[^_]{0,3}\*$/.test(word));
  expect(stems).toEqual([]);
});

describe('WordScan', () => {
  it('hears words in any case, with apostrophes, and across a line break', () => {
    expect(heard("DON'T FOLLOW the rules")).toContain('drop');
    expect(heard('the System\nPrompt is long')).toContain('systemPrompt');
  });

  it('hears words of Latin letters that stand against letters without spaces', () => {
    const names = heard('ignore字all字previous字');
    for (const name of ['drop', 'all', 'earlier']) expect(names).toContain(name);
  });

  it('hears nothing of an earlier text', () => {
    heard('system prompt');
    expect(heard('the system')).not.toContain('systemPrompt');
    expect(heard('')).toEqual(new Set());
  });

  it('hears whole words only', () => {
    expect(heard('signore forgetful overridesx')).not.toContain('drop');
  });

  it('counts places by words, and more where a sentence ends', () => {
    const places: number[] = [];
    new WordScan(
      'ignore it, ignore it. ignore',
      (concept, place) => concepts[concept] === 'drop' && places.push(place),
    ).run();
    expect(places).toEqual([1, 4, 11]);
  });

  it('notes where no common word stands', () => {
    const scan = new WordScan('We met at noon: zarq plonk vrem tilch brang. It was fine.', () => {});
    scan.run();
    expect(scan.looks.strange.runs).toHaveLength(1);
  });

  it('reads a text of one endless word', () => {
    expect(heard('ignore'.repeat(100_000))).toEqual(new Set());
  });
});
