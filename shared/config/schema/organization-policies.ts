import { z } from 'zod';
import { exemptiblePolicies } from '../../names/policy-ids.ts';
import { region, roleArn, text, whole, wording } from './fields.ts';

/** Units nest five deep at most. */
const unit = z.string().regex(/^(?:ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|(?:\/[^/\p{C}]{1,128}){1,5})$/u, {
  error: wording(
    'which is neither the id of an organizational unit nor its path',
    'Write an id such as ou-abcd-11111111, or the names from the root down, such as /Workloads/GenAI.',
  ),
});

const exceptionSchema = z.strictObject({
  policy: z.enum(exemptiblePolicies).describe('Id of the policy. Required. Example: no-hosted-models'),
  principals: z
    .array(roleArn.describe('One role. Example: arn:aws:iam::111122223333:role/fraud-scoring'))
    .min(1)
    .max(50)
    .describe('Roles that the policy does not bind. Required. Example: [arn:aws:iam::111122223333:role/fraud-scoring]'),
  why: text(300).describe(
    'Why, for whoever reviews the exceptions. Required. Example: A model of our own that scores fraud; it writes no text',
  ),
});

const guardrailSchema = z.strictObject({
  arn: z
    .string()
    .regex(/^arn:(?:aws|aws-us-gov|aws-eusc):bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]{1,32}$/, {
      error: wording(
        'which is not the ARN of a guardrail',
        'Write the ARN of a guardrail of the management account, such as arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1a2b3c4d5e.',
      ),
    })
    .describe(
      'ARN of a guardrail of the management account; it is enforced in its own Region. Required. Example: arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1a2b3c4d5e',
    ),
  version: whole(1, 100_000_000).describe('Numeric version of it (a draft cannot be enforced). Required. Example: 3'),
});

export const organizationPoliciesSchema = z.strictObject({
  units: z
    .strictObject({
      spokes: z
        .array(unit.describe('One unit, by id or by path. Example: /Workloads/GenAI'))
        .max(500)
        .default([])
        .describe(
          'Units of the applications’ accounts, by ids or by paths of names from the root. Default: none. Example: [ou-abcd-11111111, /Workloads/GenAI]',
        ),
      hub: z
        .array(unit.describe('One unit, by id or by path. Example: ou-abcd-22222222'))
        .max(10)
        .default([])
        .describe(
          'The unit in which the hub’s account is, and no other account. Default: none. Example: [ou-abcd-22222222]',
        ),
    })
    .prefault({})
    .describe('Organizational units that policies are attached to. Default: none. Example: see the fields'),
  createUnits: z
    .boolean()
    .default(false)
    .describe(
      'Whether `gatehouse apply` makes units whose path does not exist. Default: false, a unit that does not exist is an error. Example: true',
    ),
  canaryUnit: unit
    .optional()
    .describe(
      'One of units.spokes, written as it is there: changed policies and StackSets come to it before they come to the others. Default: none, everywhere at once. Example: ou-abcd-11111111',
    ),
  allowedRegions: z
    .array(region.describe('One Region. Example: eu-central-1'))
    .max(40)
    .default([])
    .describe(
      'Regions that governed accounts may use besides the hub’s own. Inference through an inference profile may go wherever the profile does. Default: none besides. Example: [us-west-2]',
    ),
  modelBuilders: z
    .array(roleArn.describe('One role. Example: arn:aws:iam::111122223333:role/model-builder'))
    .max(50)
    .default([])
    .describe(
      'Roles that may customize, import or train models in Amazon Bedrock. Default: nobody. Example: [arn:aws:iam::111122223333:role/model-builder]',
    ),
  exceptions: z
    .array(exceptionSchema.describe('One exception. Example: see the fields'))
    .max(100)
    .default([])
    .describe('Roles that single policies do not bind. Default: none. Example: see the fields'),
  guardrails: z
    .array(guardrailSchema.describe('One guardrail. Example: see the fields'))
    .max(40)
    .default([])
    .describe(
      'Guardrails of the management account that every call of Bedrock in the hub must pass, one for each Region. Default: none. Example: see the fields',
    ),
  limits: z
    .strictObject({
      scpCharacters: whole(1024, 100_000)
        .default(10_240)
        .describe(
          'Characters of one service control policy; 10,240 since May 2026, 5,120 before. Default: 10240. Example: 5120',
        ),
      scpSlots: whole(1, 100)
        .default(10)
        .describe(
          'Service control policies on one unit, FullAWSAccess included; 10 since May 2026, 5 before. Default: 10. Example: 5',
        ),
      rcpCharacters: whole(1024, 100_000)
        .default(5120)
        .describe('Characters of one resource control policy. Default: 5120. Example: 5120'),
      rcpSlots: whole(1, 100)
        .default(5)
        .describe('Resource control policies on one unit, RCPFullAWSAccess included. Default: 5. Example: 5'),
    })
    .prefault({})
    .describe(
      'Quotas of AWS Organizations that policies are packed for. Default: see the fields. Example: { scpSlots: 5 }',
    ),
});
