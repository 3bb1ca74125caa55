import { describe, expect, it } from 'vitest';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

type Governance = ReturnType<typeof minimalGovernance>;

function withGuardrail(guardrail: Record<string, unknown>): Governance {
  const governance = minimalGovernance();
  governance.guardrails.basic = guardrail;
  return governance;
}

function compiled(guardrail: Record<string, unknown>) {
  const result = load(withGuardrail(guardrail));
  if (!result.ok) throw new Error('the guardrail was expected to be valid');
  return result.policy.bundle.guardrails.basic!;
}

const crossRegion = { profile: 'us.guardrail.v1:0', regions: ['us-east-1', 'us-west-2'] };

describe('a guardrail of the file', () => {
  it('that exists already is taken by its name, and the hub deploys none', () => {
    expect(compiled({ identifier: 'gr1a2b3c4d5e', version: 3 })).toMatchObject({
      identifier: 'gr1a2b3c4d5e',
      version: '3',
      bedrock: null,
    });
  });

  it('without a name is deployed by the hub, under a name of its own', () => {
    expect(compiled({ words: ['secret'] })).toMatchObject({
      identifier: 'gatehouse-basic',
      version: '1',
      bedrock: {
        contentFilters: {},
        contentTier: 'CLASSIC',
        topicTier: 'CLASSIC',
        profanity: 'off',
        grounding: null,
        relevance: null,
        automatedReasoning: null,
        crossRegion: null,
        appliedBy: [],
      },
    });
  });

  it('filters answers like prompts, but for prompt attacks, which only prompts hold', () => {
    const { bedrock } = compiled({ bedrock: { contentFilters: { HATE: {}, PROMPT_ATTACK: { input: 'LOW' } } } });
    expect(bedrock?.contentFilters.HATE).toEqual({
      input: 'HIGH',
      output: 'HIGH',
      inputAction: 'block',
      outputAction: 'block',
      modalities: ['TEXT'],
    });
    expect(bedrock?.contentFilters.PROMPT_ATTACK).toMatchObject({ input: 'LOW', output: 'NONE' });
  });

  it.each(['identifier', 'version'])('with %s alone is refused', (given) => {
    const problem = onlyProblem(withGuardrail({ [given]: given === 'version' ? 1 : 'gr1a2b3c4d5e' }));
    expect(problem.path).toBe(`guardrails.basic.${given}`);
    expect(problem.message).toBe(`which means nothing without ${given === 'version' ? 'identifier' : 'version'}`);
  });

  it('that exists already takes no settings that only a deployment could make', () => {
    const guardrail = { identifier: 'gr1a2b3c4d5e', version: 1, bedrock: { profanity: 'block' } };
    expect(onlyProblem(withGuardrail(guardrail)).path).toBe('guardrails.basic.bedrock');
  });

  it.each([
    ['contentTier', { contentTier: 'STANDARD' }],
    ['topicTier', { topicTier: 'STANDARD' }],
    [
      'automatedReasoning',
      {
        automatedReasoning: {
          policies: ['arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk:1'],
        },
      },
    ],
  ])('with %s needs crossRegion', (field, bedrock) => {
    expect(onlyProblem(withGuardrail({ bedrock })).path).toBe(`guardrails.basic.bedrock.${field}`);
    expect(load(withGuardrail({ bedrock: { ...bedrock, crossRegion } })).ok).toBe(true);
  });

  it('judged in several Regions is judged in the hub’s, too', () => {
    const problem = onlyProblem(
      withGuardrail({ bedrock: { crossRegion: { ...crossRegion, regions: ['us-west-2'] } } }),
    );
    expect(problem.path).toBe('guardrails.basic.bedrock.crossRegion.regions');
    expect(problem.remedy).toContain('us-east-1');
  });

  it('has no more patterns than the service takes, though local screening would', () => {
    const regexes = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `p${index}x`, pattern: 'a+' }));
    expect(onlyProblem(withGuardrail({ regexes: regexes(11) })).path).toBe('guardrails.basic.regexes');
    expect(load(withGuardrail({ regexes: regexes(10) })).ok).toBe(true);
    expect(load(withGuardrail({ identifier: 'gr1', version: 1, regexes: regexes(11) })).ok).toBe(true);
  });

  it('has definitions of topics as long as its tier takes', () => {
    const topics = [{ name: 'advice', definition: 'a'.repeat(201) }];
    expect(onlyProblem(withGuardrail({ topics })).path).toBe('guardrails.basic.topics[0].definition');
    expect(load(withGuardrail({ topics, bedrock: { topicTier: 'STANDARD', crossRegion } })).ok).toBe(true);
  });

  it('has no filter for prompt attacks in answers', () => {
    const bedrock = { contentFilters: { PROMPT_ATTACK: { output: 'LOW' } } };
    expect(onlyProblem(withGuardrail({ bedrock })).path).toBe(
      'guardrails.basic.bedrock.contentFilters.PROMPT_ATTACK.output',
    );
  });

  it.each([
    ['an unknown filter', { contentFilters: { RUDE: {} } }],
    ['an unknown strength', { contentFilters: { HATE: { input: 'MAXIMUM' } } }],
    ['a threshold above what the service takes', { grounding: { grounding: { threshold: 1 } } }],
    [
      'a draft of a reasoning policy',
      {
        automatedReasoning: {
          policies: ['arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk'],
        },
        crossRegion,
      },
    ],
    ['an inherited name', JSON.parse('{ "contentFilters": { "__proto__": {} } }')],
  ])('is refused with %s', (_what, bedrock) => {
    expect(problemsOf(withGuardrail({ bedrock }))).not.toEqual([]);
  });
});
