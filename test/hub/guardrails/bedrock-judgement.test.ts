import { describe, expect, it } from 'vitest';
import { readJudgement } from '../../../hub/guardrails/bedrock-judgement.ts';

type Answer = Parameters<typeof readJudgement>[0];

const usage = {
  topicPolicyUnits: 1,
  contentPolicyUnits: 2,
  wordPolicyUnits: 3,
  sensitiveInformationPolicyUnits: 4,
  sensitiveInformationPolicyFreeUnits: 5,
  contextualGroundingPolicyUnits: 6,
};

function answer(change: Partial<Answer> = {}): Answer {
  return { action: 'NONE', assessments: [], outputs: [], usage, ...change };
}

describe('what ApplyGuardrail answers', () => {
  it('is nothing found and the units charged, where all is well', () => {
    expect(readJudgement(answer())).toEqual({ intervened: false, findings: [], outputs: [], units: 16 });
  });

  it('is read policy by policy', () => {
    const { findings } = readJudgement(
      answer({
        action: 'GUARDRAIL_INTERVENED',
        assessments: [
          {
            topicPolicy: { topics: [{ name: 'advice', type: 'DENY', action: 'BLOCKED' }] },
            contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', confidence: 'HIGH', action: 'BLOCKED' }] },
            wordPolicy: {
              customWords: [{ match: 'nightingale', action: 'BLOCKED' }],
              managedWordLists: [{ match: 'damn', type: 'PROFANITY', action: 'NONE' }],
            },
            sensitiveInformationPolicy: {
              piiEntities: [{ match: 'Jane', type: 'NAME', action: 'ANONYMIZED' }],
              regexes: [{ name: 'claim', match: 'C-1', regex: 'C-.', action: 'ANONYMIZED' }],
            },
            contextualGroundingPolicy: {
              filters: [{ type: 'GROUNDING', threshold: 0.7, score: 0.4, action: 'BLOCKED' }],
            },
          },
        ],
      }),
    );
    expect(findings).toEqual([
      { policy: 'topic', name: 'advice', action: 'block' },
      { policy: 'content', name: 'PROMPT_ATTACK', action: 'block', confidence: 'HIGH' },
      { policy: 'word', name: '', action: 'block', match: 'nightingale' },
      { policy: 'word', name: 'PROFANITY', action: 'none', match: 'damn' },
      { policy: 'entity', name: 'NAME', action: 'mask', match: 'Jane' },
      { policy: 'regex', name: 'claim', action: 'mask', match: 'C-1' },
      { policy: 'grounding', name: 'GROUNDING', action: 'block', score: 0.4 },
    ]);
  });

  it('leaves out what the full scope lists as not detected', () => {
    const filters = [{ type: 'HATE', confidence: 'NONE', action: 'NONE', detected: false } as const];
    expect(readJudgement(answer({ assessments: [{ contentPolicy: { filters } }] })).findings).toEqual([]);
  });

  it('blocks where the guardrail intervened for a reason that is not known here', () => {
    const { findings } = readJudgement(answer({ action: 'GUARDRAIL_INTERVENED', assessments: [{}] }));
    expect(findings).toEqual([{ policy: 'other', name: 'OTHER', action: 'block' }]);
  });

  it('takes an action that is not known here for a block', () => {
    const topics = [{ name: 'advice', type: 'DENY', action: 'QUARANTINED' as 'BLOCKED' } as const];
    expect(readJudgement(answer({ assessments: [{ topicPolicy: { topics } }] })).findings).toMatchObject([
      { action: 'block' },
    ]);
  });

  it('has no name that could swell a record or have no canonical form', () => {
    const topics = [{ name: `\ud800${'x'.repeat(10_000)}`, type: 'DENY', action: 'BLOCKED' } as const];
    const [finding] = readJudgement(answer({ assessments: [{ topicPolicy: { topics } }] })).findings;
    expect(finding?.name.length).toBeLessThanOrEqual(256);
    expect(finding?.name.isWellFormed()).toBe(true);
  });
});
