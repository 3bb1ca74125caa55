import { describe, expect, it } from 'vitest';
import { guardrailTypes, judgingEngines } from '../../../hub/guardrails/judging-engines.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';

const { bundle } = testPolicy();
const guardrail = { ...bundle.guardrails.baseline!, words: [] };
const application = {
  ...bundle.applications.claims!,
  screening: {
    ...bundle.applications.claims!.screening,
    promptAttack: 'off' as const,
    input: { entities: { EMAIL: 'mask', NAME: 'pseudonymize', AGE: 'allow', API_TOKEN: 'block' } as const },
    output: { entities: { NAME: 'mask', ADDRESS: 'block' } as const },
  },
};

describe('who judges which type', () => {
  it('is the local detectors for what they claim, and the guardrail for Bedrock’s other types', () => {
    expect(judgingEngines(application, guardrail, 'bedrock')).toEqual({
      local: ['API_TOKEN', 'EMAIL'],
      guardrail: ['ADDRESS', 'NAME'],
      nobody: [],
    });
    expect(guardrailTypes(application)).toEqual(['ADDRESS', 'NAME']);
  });

  it('is nobody for those where there is no guardrail: the record does not pretend', () => {
    expect(judgingEngines(application, guardrail, 'local')).toEqual({
      local: ['API_TOKEN', 'EMAIL'],
      guardrail: [],
      nobody: ['ADDRESS', 'NAME'],
    });
  });

  it('is local detectors for attacks, words, competitors and patterns, and both for topics', () => {
    const attentive = { ...application, screening: { ...application.screening, promptAttack: 'flag' as const } };
    const full = {
      ...guardrail,
      words: ['nightingale'],
      competitors: { names: ['Contoso'], action: 'flag' as const },
      regexes: [{ name: 'n', pattern: 'x', action: 'mask' as const }],
      topics: [{ name: 't', definition: 'd', examples: [] }],
    };
    const { local, guardrail: judged } = judgingEngines(attentive, full, 'bedrock');
    expect(local).toEqual(expect.arrayContaining(['PROMPT_ATTACK', 'WORD', 'COMPETITOR', 'REGEX', 'TOPIC']));
    expect(judged).toContain('TOPIC');
  });
});
