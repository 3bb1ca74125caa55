import { z } from 'zod';
import { accountId, region, wording } from './fields.ts';

export const logArchiveSchema = z.strictObject({
  accountId: accountId.describe(
    'Account id (12 digits, in quotes) of the log archive. Required. Example: "222233334444"',
  ),
  region: region.describe('Region of the bucket. Required. Example: us-west-2'),
  bucket: z
    .string()
    .regex(/^(?!xn--|sthree-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, {
      error: wording(
        'which is not the name of a bucket',
        'Write 3 to 63 lower-case letters, digits and hyphens, such as example-evidence-archive.',
      ),
    })
    .describe('Name of the bucket. Required. Example: example-evidence-archive'),
  keyArn: z
    .string()
    .regex(/^arn:(?:aws|aws-us-gov|aws-eusc):kms:[a-z0-9-]{1,25}:[0-9]{12}:key\/[a-z0-9-]{36}$/, {
      error: wording(
        'which is not the ARN of a KMS key',
        'Write the ARN of the key in the log-archive account that encrypts the copies, such as arn:aws:kms:us-west-2:222233334444:key/ and its id.',
      ),
    })
    .describe(
      'ARN of the KMS key, in the log-archive account, that encrypts the copies. Required. Example: arn:aws:kms:us-west-2:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
});
