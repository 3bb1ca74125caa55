import { GuardrailPiiEntityType } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { entityTypes } from '../../../shared/config/entity-types.ts';

it('names exactly the sensitive-information types that the Bedrock API knows', () => {
  expect([...entityTypes].sort()).toEqual(Object.values(GuardrailPiiEntityType).sort());
});

it('has 31 types, none twice', () => {
  expect(new Set(entityTypes).size).toBe(31);
  expect(entityTypes).toHaveLength(31);
});
