import { z } from 'zod';
import { retentionDays, whole, wording } from './fields.ts';

/** Lambda gives a function one virtual CPU for each 1,769 MB. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
function memory(what: string) {
  return whole(512, 10_240)
    .default(1769)
    .describe(`Memory of ${what}, in MB; 1769 MB come with one processor. Default: 1769. Example: 3538`);
}

const memorySchema = z.strictObject({
  gateway: memory('the gateway'),
  promptHandler: memory('the prompt handler, which screens prompts and reads documents'),
  responseFilter: memory('the response filter, which screens answers'),
});

const codeSigningConfig = z
  .string()
  .regex(/^arn:(?:aws|aws-us-gov|aws-eusc):lambda:[a-z0-9-]{1,25}:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$/, {
    error: wording(
      'which is not the ARN of a code signing configuration',
      'Write the ARN as `aws lambda list-code-signing-configs` prints it, such as arn:aws:lambda:us-east-1:999988887777:code-signing-config:csc-0a1b2c3d4e5f60718.',
    ),
  });

export const functionsSchema = z.strictObject({
  memoryMegabytes: memorySchema
    .prefault({})
    .describe('Memory of each function, in MB. Default: see the fields. Example: { promptHandler: 3538 }'),
  concurrentCalls: whole(1, 50_000)
    .default(100)
    .describe(
      'Calls that the hub works on at the same time; more are throttled. Each of the three functions has this much of the account’s concurrency reserved, of which 100 must stay unreserved. Default: 100. Example: 250',
    ),
  warmCalls: whole(0, 50_000)
    .default(0)
    .describe(
      'Calls for which all three functions are kept started (provisioned concurrency, which costs while nobody calls). At most concurrentCalls. Default: 0. Example: 10',
    ),
  logRetentionDays: z
    .literal(retentionDays)
    .default(365)
    .describe('Days for which the functions’ logs are kept; they hold no content. Default: 365. Example: 731'),
  policyMaxAgeMinutes: whole(1, 1440)
    .default(15)
    .describe(
      'Minutes for which the functions go on with the policy bundle that they have while they cannot look for a newer one; then they refuse every call. Default: 15. Example: 60',
    ),
  codeSigningConfig: codeSigningConfig
    .optional()
    .describe(
      'ARN of a Lambda code signing configuration of the hub’s account and Region; whoever deploys signs the bundles. Default: none. Example: arn:aws:lambda:us-east-1:999988887777:code-signing-config:csc-0a1b2c3d4e5f60718',
    ),
});
