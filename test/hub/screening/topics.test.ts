import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopicJudge, topicProfiles } from '../../../hub/screening/topics.ts';
import { cutAt } from './support/texts.ts';

const profiles = topicProfiles([
  {
    name: 'investment-advice',
    definition: 'Recommendations of particular stocks, bonds or funds',
    examples: ['Which stocks should I buy for my pension fund this year?'],
  },
  { name: 'short', definition: 'Advice', examples: ['Why?'] },
]);

function met(...chunks: readonly string[]): string[] {
  const judge = new TopicJudge(profiles);
  for (const chunk of chunks) judge.read(chunk);
  return [...judge.end()];
}

describe('TopicJudge', () => {
  it('meets a near copy of an example', () => {
    expect(met('Tell me which STOCK I should buy this year for a pension fund.')).toEqual(['investment-advice']);
  });

  it('meets a passage with the words of the definition', () => {
    expect(met('I want recommendations: particular stocks, bonds, funds.')).toEqual(['investment-advice']);
  });

  it('is silent on texts that share a few words', () => {
    expect(met('My pension fund wrote to me this year about the stock of paper.')).toEqual([]);
  });

  it('counts a word that is repeated once', () => {
    expect(met('stocks stocks stocks stocks stocks pension pension pension')).toEqual([]);
  });

  it('is silent where the words are far apart', () => {
    expect(
      met(['stocks', 'buy', 'pension', 'fund', 'year'].map((word) => word + ' lorem'.repeat(30)).join(' ')),
    ).toEqual([]);
  });

  it('makes nothing of topics that have too few words to judge by', () => {
    expect(met('Why? Advice.')).toEqual([]);
  });

  it('judges alike however the text is cut', () => {
    const piece = fc.constantFrom('stocks ', 'buy ', 'pension ', 'fund ', 'year ', 'lorem ', 'year', 's', 'é', '😀');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(fc.nat(), { maxLength: 20 }), (pieces, cuts) => {
        const text = pieces.join('');
        expect(met(...cutAt(text, cuts))).toEqual(met(text));
      }),
      { numRuns: 1000 },
    );
  });
});
