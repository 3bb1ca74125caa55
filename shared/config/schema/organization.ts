import { z } from 'zod';
import { edgeSchema } from './edge.ts';
import { accountId, region, text, whole, wording } from './fields.ts';
import { functionsSchema } from './functions.ts';
import { logArchiveSchema } from './log-archive.ts';
import { networkSchema } from './network.ts';
import { operationsSchema } from './operations.ts';
import { organizationPoliciesSchema } from './organization-policies.ts';
import { breakGlassSchema, spokesSchema } from './spokes.ts';

export const organizationSchema = z.strictObject({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, {
      error: wording(
        'which is not an AWS Organizations id',
        'Write o- and 10 to 32 letters and digits, such as o-exampleorg1.',
      ),
    })
    .describe(
      'Id of the AWS organization. Only principals of this organization are let in. Required. Example: o-exampleorg1',
    ),
  name: text(100).describe('Name of the organization, for people. Required. Example: Example Mutual Group'),
  managementAccountId: accountId.describe(
    'Account id (12 digits, in quotes) of the management account, where organization policies are attached. No application may live there, because service control policies do not bind it. Required. Example: "123456789012"',
  ),
  delegatedAdministrator: accountId
    .optional()
    .describe(
      'Account id (12 digits, in quotes) of the account that may look after the StackSets besides the management account. Default: none. Example: "999988887777"',
    ),
  policies: organizationPoliciesSchema
    .prefault({})
    .describe(
      'What the organization’s own policies close and leave open: units, Regions, exceptions, quotas. Default: see the fields. Example: { allowedRegions: [us-west-2] }',
    ),
  breakGlass: breakGlassSchema
    .optional()
    .describe(
      'Who may become gatehouse-break-glass in governed accounts, for when nothing else helps. Default: the role is not made. Example: see the fields',
    ),
  spokes: spokesSchema
    .optional()
    .describe(
      'Ways from VPCs of applications’ accounts to the hub’s private edge. Default: none is made. Example: see the fields',
    ),
});

const applyGuardrailSchema = z.strictObject({
  requestsPerSecond: whole(1, 100_000)
    .default(25)
    .describe(
      'Requests a second, as Service Quotas has them for the hub’s account and Region ("On-demand ApplyGuardrail requests per second"). Default: 25, the smallest of any Region. Example: 50',
    ),
  textUnitsPerSecond: whole(1, 1_000_000)
    .default(25)
    .describe(
      'Text units (1,000 characters) a second, as Service Quotas has them for each guardrail policy. Default: 25, the smallest of any Region. Example: 200',
    ),
  timeoutSeconds: whole(1, 120)
    .default(10)
    .describe(
      'Seconds that one request may take in all, waiting for the quotas and trying again included; then the call is refused. Default: 10. Example: 20',
    ),
});

export const hubSchema = z.strictObject({
  accountId: accountId.describe(
    'Account id (12 digits, in quotes) of the hub: the account that owns the gateway, the guardrails and the evidence. Required. Example: "999988887777"',
  ),
  region: region.describe('AWS Region of the hub. Required. Example: us-east-1'),
  partition: z
    .enum(['aws', 'aws-us-gov', 'aws-eusc'])
    .optional()
    .describe('AWS partition of the hub. Default: the one that the Region belongs to. Example: aws'),
  maxBodyBytes: whole(1024, 10_000_000)
    .default(6_000_000)
    .describe(
      'Largest request body, in bytes; larger ones are refused. API Gateway ends at 10 MB. Default: 6000000. Example: 4000000',
    ),
  holdSeconds: whole(60, 86_400)
    .default(900)
    .describe(
      'Seconds after which a cost reservation that was never settled is released. Not shorter than the longest call (a stream may last 900). Default: 900. Example: 1200',
    ),
  applyGuardrail: applyGuardrailSchema
    .prefault({})
    .describe(
      'What the hub may ask of ApplyGuardrail, which judges what a guardrail beside the model does not read. Default: see the fields. Example: { textUnitsPerSecond: 200 }',
    ),
  network: networkSchema
    .prefault({})
    .describe(
      'Where the hub’s functions run: a network without any way to the internet. Default: see the fields. Example: { cidr: 10.40.0.0/22 }',
    ),
  functions: functionsSchema
    .prefault({})
    .describe(
      'The three Lambda functions: gateway, prompt handler, response filter. Default: see the fields. Example: { concurrentCalls: 250 }',
    ),
  edge: edgeSchema
    .optional()
    .describe(
      'How callers reach the hub: a regional API, CloudFront in front of it, a private API for VPCs; each is switched on by writing it down. Default: the hub is deployed without an edge, and nobody can call it. Example: see the fields',
    ),
  operations: operationsSchema
    .prefault({})
    .describe(
      'Who is told when something is wrong with the hub, and from when. Default: see the fields. Example: { alarmAddresses: [genai-on-call@example.com] }',
    ),
});

export const auditSchema = z.strictObject({
  minimumRetentionDays: whole(1, 36_500).describe(
    'Days for which every application must keep its evidence at least. Required. Example: 365',
  ),
  objectLockMode: z
    .enum(['COMPLIANCE', 'GOVERNANCE'])
    .default('COMPLIANCE')
    .describe(
      'Amazon S3 Object Lock mode of the evidence. COMPLIANCE: nobody, the root user included, can shorten retention. GOVERNANCE: principals with a special permission can. Default: COMPLIANCE. Example: COMPLIANCE',
    ),
  logArchive: logArchiveSchema
    .optional()
    .describe(
      'Bucket of the log-archive account that every evidence object is copied to. It must have versioning and an Object Lock of its own, and let the hub replicate. Default: none. Example: see the fields',
    ),
});
