import { describe, expect, it } from 'vitest';
import { definitionHash, guardrailDefinition } from '../../../hub/guardrails/guardrail-definition.ts';
import { withDeployedGuardrails } from '../../../hub/guardrails/with-deployed-guardrails.ts';
import { faultOf } from '../gateway/faults.ts';
import { deployedBundle, everyPolicy, plainGuardrail } from './guardrail.fixture.ts';

const definition = (change = {}) => guardrailDefinition(deployedBundle(change), 'own');

describe('the definition of a guardrail', () => {
  it('has every policy that the file has, in the service’s terms', () => {
    expect(guardrailDefinition(everyPolicy(), 'own')).toEqual({
      blockedInputMessaging: 'No.',
      blockedOutputsMessaging: 'Not that.',
      wordPolicyConfig: { wordsConfig: [{ text: 'secret' }], managedWordListsConfig: [{ type: 'PROFANITY' }] },
      topicPolicyConfig: {
        topicsConfig: [{ name: 'advice', definition: 'Buying.', type: 'DENY', examples: ['Buy?'] }],
        topicsTierConfig: { tierName: 'STANDARD' },
      },
      sensitiveInformationPolicyConfig: {
        piiEntitiesConfig: [{ type: 'NAME', action: 'ANONYMIZE', inputAction: 'ANONYMIZE', outputAction: 'BLOCK' }],
        regexesConfig: [{ name: 'deal', pattern: 'D-[0-9]+', action: 'BLOCK' }],
      },
      contentPolicyConfig: {
        filtersConfig: [
          {
            type: 'HATE',
            inputStrength: 'HIGH',
            outputStrength: 'LOW',
            inputAction: 'BLOCK',
            outputAction: 'NONE',
            inputModalities: ['TEXT', 'IMAGE'],
            outputModalities: ['TEXT', 'IMAGE'],
          },
        ],
        contentFiltersTierConfig: { tierName: 'STANDARD' },
      },
      contextualGroundingPolicyConfig: {
        filtersConfig: [
          { type: 'GROUNDING', threshold: 0.7, action: 'BLOCK' },
          { type: 'RELEVANCE', threshold: 0.5, action: 'NONE' },
        ],
      },
      automatedReasoningPolicyConfig: {
        policies: ['arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk:1'],
        confidenceThreshold: 0.8,
      },
      crossRegionConfig: {
        guardrailProfileArn: 'arn:aws:bedrock:us-east-1:999988887777:guardrail-profile/us.guardrail.v1:0',
      },
    });
  });

  it('leaves out what is empty, which the service would refuse', () => {
    expect(Object.keys(definition()).sort()).toEqual([
      'blockedInputMessaging',
      'blockedOutputsMessaging',
      'wordPolicyConfig',
    ]);
  });

  it('is refused where nothing would be judged', async () => {
    const fault = await faultOf(() => definition({ words: [] }));
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.remedy).toContain('guardrails.own');
  });

  it.each(['existing', 'nobody', '__proto__'])('is refused for %s, which the hub does not deploy', async (name) => {
    expect((await faultOf(() => guardrailDefinition(deployedBundle(), name))).message).toMatch(
      /none that the hub deploys/,
    );
  });

  it('has another hash exactly where it judges otherwise', () => {
    const hash = definitionHash(definition());
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(
      definitionHash(
        definition({ bedrock: { ...plainGuardrail.bedrock, description: 'other', appliedBy: 'organization' } }),
      ),
    ).toBe(hash);
    expect(definitionHash(definition({ words: ['secret', 'more'] }))).not.toBe(hash);
    expect(definitionHash(definition({ blockedInputMessage: 'Never.' }))).not.toBe(hash);
  });
});

describe('a bundle with its deployed guardrails', () => {
  const bundle = deployedBundle();
  const own = { identifier: 'abc123def456', version: '7', definition: definitionHash(definition()) };

  it('names what the deployment made, and leaves what existed before', () => {
    const { guardrails } = withDeployedGuardrails(bundle, { own });
    expect(guardrails.own).toMatchObject({ identifier: 'abc123def456', version: '7', words: ['secret'] });
    expect(guardrails.existing).toBe(bundle.guardrails.existing);
  });

  it('changes nothing else, and not the bundle that it was given', () => {
    const { guardrails: _, ...rest } = withDeployedGuardrails(bundle, { own });
    const { guardrails: before, ...same } = bundle;
    expect(rest).toEqual(same);
    expect(before.own?.identifier).toBe('gatehouse-own');
  });

  it.each([
    ['was not deployed', {}],
    ['was not deployed', Object.create({ own }) as Record<string, never>],
    [
      'was deployed from other rules',
      { own: { ...own, definition: definitionHash(definition({ words: ['other'] })) } },
    ],
  ])('is refused where one %s', async (what, deployed) => {
    const fault = await faultOf(() => withDeployedGuardrails(bundle, deployed));
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.message).toContain(`Guardrail own ${what}`);
  });
});
