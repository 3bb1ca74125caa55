import { describe, expect, it } from 'vitest';
import { deployedGuardrails } from '../../../hub/local/deployed-guardrails.ts';
import { guardrailSchema } from '../../../hub/local/stand-in/guardrail-config.ts';
import type { ApplicationPolicy, EntityAction } from '../../../shared/config/bundle.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';

const { bundle } = testPolicy();

function application(
  input: Record<string, EntityAction>,
  output: Record<string, EntityAction>,
  change: Partial<ApplicationPolicy> = {},
): ApplicationPolicy {
  const claims = bundle.applications.claims!;
  const screening = { ...claims.screening, input: { entities: input }, output: { entities: output } };
  return { ...claims, screening, ...change };
}

function entities(...applications: ApplicationPolicy[]) {
  const named = Object.fromEntries(applications.map((each, at) => [`app${at}`, each]));
  const [deployed] = deployedGuardrails({ ...bundle, applications: named });
  return deployed?.sensitiveInformationPolicyConfig?.piiEntitiesConfig;
}

describe('guardrails as they are deployed', () => {
  it('are what CreateGuardrail takes', () => {
    for (const guardrail of deployedGuardrails(bundle)) expect(() => guardrailSchema.parse(guardrail)).not.toThrow();
  });

  it('judge the types that no local detector claims, each direction by its own action', () => {
    expect(
      entities(application({ NAME: 'pseudonymize', EMAIL: 'mask', API_TOKEN: 'block' }, { NAME: 'block' })),
    ).toEqual([{ type: 'NAME', action: 'ANONYMIZE', inputAction: 'ANONYMIZE', outputAction: 'BLOCK' }]);
  });

  it('take the strictest action of the applications that share them', () => {
    const other = application({ NAME: 'block' }, {}, { guardrail: 'another' });
    expect(entities(application({ NAME: 'mask' }, {}), application({ AGE: 'block' }, { NAME: 'mask' }), other)).toEqual(
      [
        { type: 'AGE', action: 'BLOCK', inputAction: 'BLOCK', outputAction: 'NONE' },
        { type: 'NAME', action: 'ANONYMIZE', inputAction: 'ANONYMIZE', outputAction: 'ANONYMIZE' },
      ],
    );
  });
});
