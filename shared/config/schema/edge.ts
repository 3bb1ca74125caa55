import { z } from 'zod';
import { operations, type PathAction } from '../../contract/operations.ts';
import { accountId, retentionDays, whole, wording } from './fields.ts';

const domainName = z
  .string()
  .max(253)
  .regex(/^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){2,}[a-z]{2,63}$/, {
    error: wording(
      'which is not a host name of your own',
      'Write a name below a domain that you own, in lower-case letters, such as genai.example.com.',
    ),
  });

const certificateArn = z
  .string()
  .regex(
    /^arn:(?:aws|aws-us-gov|aws-eusc):acm:[a-z0-9-]{1,25}:[0-9]{12}:certificate\/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    {
      error: wording(
        'which is not the ARN of a certificate of AWS Certificate Manager',
        'Write the ARN as `aws acm list-certificates` prints it.',
      ),
    },
  );

const certificateExample =
  'Required. Example: arn:aws:acm:us-east-1:999988887777:certificate/12345678-1234-1234-1234-123456789012';

const regionalSchema = z.strictObject({
  domainName: domainName.describe(
    'Host name under which callers reach the hub, also through CloudFront: a signature covers it. Point it to CloudFront, or without that to the API. Required. Example: genai.example.com',
  ),
  certificateArn: certificateArn.describe(
    `Certificate of that name, in the hub’s account and Region. ${certificateExample}`,
  ),
});

const cloudFrontSchema = z.strictObject({
  certificateArn: certificateArn.describe(
    `Certificate of the regional edge’s domainName, in the hub’s account and in us-east-1, where CloudFront looks for it. ${certificateExample}`,
  ),
});

const vpcEndpoint = z.string().regex(/^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, {
  error: wording('which is not the id of a VPC endpoint', 'Write vpce- and its 8 or 17 hexadecimal digits.'),
});

const organizationalUnit = z
  .string()
  .regex(
    /^arn:(?:aws|aws-us-gov|aws-eusc):organizations::[0-9]{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
    {
      error: wording(
        'which is neither an account id nor the ARN of an organizational unit',
        'Write 12 digits in quotes, or arn:aws:organizations::123456789012:ou/o-exampleorg1/ou-ab12-example1.',
      ),
    },
  );

const privateSchema = z.strictObject({
  domainName: domainName.describe(
    'Host name under which callers inside VPCs reach the hub; a private hosted zone of theirs points it to their endpoint. Required. Example: genai.internal.example.com',
  ),
  certificateArn: certificateArn.describe(
    `Certificate of that name, in the hub’s account and Region. ${certificateExample}`,
  ),
  vpcEndpoints: z
    .array(vpcEndpoint.describe('Id of one endpoint. Example: vpce-0a1b2c3d4e5f60718'))
    .max(200)
    .default([])
    .describe(
      'Interface endpoints of API Gateway (execute-api) in other VPCs of the organization, through which calls are let in besides the hub’s own. Default: none. Example: [vpce-0a1b2c3d4e5f60718]',
    ),
  sharedWith: z
    .array(z.union([accountId, organizationalUnit]).describe('One account or unit. Example: "111122223333"'))
    .max(100)
    .default([])
    .describe(
      'Accounts, and ARNs of organizational units, that may associate the domain name with endpoints of theirs (AWS RAM). Default: the whole organization. Example: ["111122223333"]',
    ),
});

const operationThrottle = z.strictObject({
  requestsPerSecond: whole(1, 10_000).describe('Requests a second. Required. Example: 50'),
  burst: whole(1, 5_000).describe('Requests that may come at the same moment. Required. Example: 100'),
});

const throttleSchema = z.strictObject({
  requestsPerSecond: whole(1, 10_000)
    .default(500)
    .describe(
      'Requests a second that each method of the API takes. Account quotas (10,000 by default, for all APIs together) hold besides. Default: 500. Example: 2000',
    ),
  burst: whole(1, 5_000)
    .default(1000)
    .describe('Requests that may come at the same moment. Default: 1000. Example: 2000'),
  operations: z
    .partialRecord(
      z.enum(Object.keys(operations) as [PathAction, ...PathAction[]]),
      operationThrottle.describe('Limits of one operation. Example: { requestsPerSecond: 50, burst: 100 }'),
    )
    .default({})
    .describe(
      'Other limits for single operations, by the last part of their path. Default: none. Example: { count-tokens: { requestsPerSecond: 50, burst: 100 } }',
    ),
});

const country = z.string().regex(/^[A-Z]{2}$/, {
  error: wording('which is not a country code', 'Write two capital letters (ISO 3166), such as DE.'),
});

export const edgeSchema = z.strictObject({
  regional: regionalSchema
    .optional()
    .describe(
      'A public API in the hub’s Region, behind a web firewall. Default: switched off. Example: see the fields',
    ),
  cloudFront: cloudFrontSchema
    .optional()
    .describe(
      'CloudFront with a web firewall in front of the regional edge, near to callers all over the world. It ends a stream that is silent for 120 seconds. Default: switched off. Example: see the fields',
    ),
  private: privateSchema
    .optional()
    .describe(
      'An API for callers inside VPCs, without any way over the internet. Default: switched off. Example: see the fields',
    ),
  throttle: throttleSchema
    .prefault({})
    .describe(
      'What each API takes at most, whoever calls; applications have limits of their own. Default: see the fields. Example: { requestsPerSecond: 2000 }',
    ),
  callsPerAddress: whole(10, 2_000_000)
    .default(30_000)
    .describe(
      'Requests that one network address may send to one application’s path within five minutes; then the web firewall answers that it is throttled. Default: 30000. Example: 6000',
    ),
  allowedCountries: z
    .array(country.describe('One country, by its ISO 3166 code. Example: DE'))
    .max(249)
    .default([])
    .describe(
      'Countries from which public edges are reached, as far as addresses tell; the private edge has none. Default: all. Example: [US, CA]',
    ),
  logRetentionDays: z
    .literal(retentionDays)
    .default(365)
    .describe(
      'Days for which access logs and logs of the web firewall are kept; they hold no content. Default: 365. Example: 731',
    ),
});
