import { GuardrailPiiEntityType } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { bedrockEntityTypes } from '../../../shared/config/entity-types.ts';

it('names exactly the sensitive-information types that the Bedrock API knows', () => {
  expect([...bedrockEntityTypes].sort()).toEqual(Object.values(GuardrailPiiEntityType).sort());
});

it('has 31 types, none twice', () => {
  expect(new Set(bedrockEntityTypes).size).toBe(31);
  expect(bedrockEntityTypes).toHaveLength(31);
});
