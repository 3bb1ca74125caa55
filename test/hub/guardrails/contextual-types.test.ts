import { expect, it } from 'vitest';
import { isGuardrailType } from '../../../hub/guardrails/contextual-types.ts';
import { claimedTypes } from '../../../hub/screening/detectors/sensitive-information.ts';
import { bedrockEntityTypes, entityTypes } from '../../../shared/config/entity-types.ts';

it('leaves to the guardrail exactly those of Bedrock’s types that no local detector claims', () => {
  const unclaimed = bedrockEntityTypes.filter((type) => !claimedTypes.has(type));
  expect(entityTypes.filter(isGuardrailType)).toEqual(unclaimed);
});
