import { z } from 'zod';
import { applicationSchema } from './schema/applications.ts';
import { label, text } from './schema/fields.ts';
import { guardrailSchema } from './schema/guardrails.ts';
import { modelSchema } from './schema/models.ts';
import { auditSchema, hubSchema, organizationSchema } from './schema/organization.ts';

/**
 * The shape of `governance.yaml`, the one file that a platform team edits. Every object is strict (an unknown key is an error, because a misspelled
 * rule is a rule that does not hold), and every field says its meaning, unit, default and an example; editors show that through
 * `governance.schema.json`. What no shape can say (references, sums, accounts that must agree) is in `rules/`.
 */
export const governanceSchema = z.strictObject({
  organization: organizationSchema.describe('The AWS organization. Required. Example: see the fields'),
  hub: hubSchema.describe('The account that owns gateway, guardrails and evidence. Required. Example: see the fields'),
  platformRules: z
    .array(text(4000).describe('One rule. Example: Answer only from what you were given.'))
    .max(50)
    .default([])
    .describe(
      'Rules put before every application’s own, at the head of the system prompt. Default: none. Example: [Answer only from what you were given.]',
    ),
  models: z
    .record(label, modelSchema.describe('One model. Example: see the fields'))
    .describe('Models, by the names that applications refer to. Required. Example: a key claude-sonnet'),
  guardrails: z
    .record(label, guardrailSchema.describe('One guardrail. Example: see the fields'))
    .describe('Guardrails, by the names that applications refer to. Required. Example: a key customer-data'),
  applications: z
    .record(label, applicationSchema.describe('One application. Example: see the fields'))
    .describe(
      'Applications, by names that become role names and URL paths (/apps/NAME): lower-case letters, digits, hyphens, at most 40 characters. Required. Example: a key claims-assistant',
    ),
  audit: auditSchema.describe('What holds for the evidence of all applications. Required. Example: see the fields'),
});

/** `governance.yaml` after validation, its defaults filled in. */
export type GovernanceConfig = z.output<typeof governanceSchema>;
/** `governance.yaml` as written. */
export type GovernanceInput = z.input<typeof governanceSchema>;
export type ModelConfig = GovernanceConfig['models'][string];
export type GuardrailConfig = GovernanceConfig['guardrails'][string];
export type ApplicationConfig = GovernanceConfig['applications'][string];
