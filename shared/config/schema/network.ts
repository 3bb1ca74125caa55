import { z } from 'zod';
import { defaultHubRange, isPrivate, parseCidr } from '../cidr.ts';
import { retentionDays, wording } from './fields.ts';

/** Ids as EC2 gives them: 8 hexadecimal digits in old accounts, 17 in all others. */
export function ec2Id(prefix: string, what: string) {
  return z.string().regex(new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`), {
    error: wording(`which is not the id of ${what}`, `Write ${prefix}- and its 8 or 17 hexadecimal digits.`),
  });
}

export const privateRange = z.string().refine(
  (text) => {
    const range = parseCidr(text);
    return range !== undefined && isPrivate(range);
  },
  {
    error: wording(
      'which is not a private IPv4 range',
      'Write the first address and the length of a range in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.40.0.0/16.',
    ),
  },
);

/** Large enough for three zones with their endpoints and functions, and no larger than a VPC may be. */
const vpcRange = privateRange.refine(
  (text) => {
    const prefix = parseCidr(text)?.prefix;
    return prefix === undefined || (prefix >= 16 && prefix <= 24);
  },
  {
    error: wording(
      'which is too large or too small for the hub',
      'Write a range from /16 to /24, such as 10.40.0.0/22.',
    ),
  },
);

const zone = z.string().regex(/^[a-z]{2,4}(?:-[a-z]+){1,2}-[1-9][a-z]$|^[a-z]{2,6}[1-9]-az[1-9][0-9]?$/, {
  error: wording(
    'which is neither the name nor the id of an Availability Zone',
    'Write a name such as eu-central-1a, or an id such as use1-az1.',
  ),
});

const existingVpcSchema = z.strictObject({
  id: ec2Id('vpc', 'a VPC').describe('Id of the VPC. Required. Example: vpc-0a1b2c3d4e5f60718'),
  subnets: z
    .array(
      z
        .strictObject({
          id: ec2Id('subnet', 'a subnet').describe('Id of the subnet. Required. Example: subnet-0a1b2c3d4e5f60718'),
          routeTable: ec2Id('rtb', 'a route table').describe(
            'Id of its route table; it must lead neither to an internet gateway nor to a NAT gateway. Required. Example: rtb-0a1b2c3d4e5f60718',
          ),
        })
        .describe('One subnet. Example: see the fields'),
    )
    .min(2)
    .max(3)
    .describe(
      'Two or three subnets for functions and endpoints, in different zones. Required. Example: see the fields',
    ),
});

const prefixListsSchema = z.strictObject({
  s3: ec2Id('pl', 'a prefix list').describe('Prefix list of com.amazonaws.REGION.s3. Required. Example: pl-63a5400a'),
  dynamodb: ec2Id('pl', 'a prefix list').describe(
    'Prefix list of com.amazonaws.REGION.dynamodb. Required. Example: pl-02cd2c6b',
  ),
});

export const networkSchema = z.strictObject({
  cidr: vpcRange
    .default(defaultHubRange)
    .describe(
      'Address range of the hub’s VPC, from /16 to /24. It cannot be changed later. Default: 10.0.0.0/22. Example: 10.40.0.0/22',
    ),
  zones: z
    .array(zone.describe('Name or id of one zone. Example: eu-central-1a'))
    .min(2)
    .max(3)
    .optional()
    .describe(
      'Two or three Availability Zones, by name or id; each has a subnet and an interface of each endpoint. Default: two zones of the Region. Example: [use1-az1, use1-az2, use1-az4]',
    ),
  existingVpc: existingVpcSchema
    .optional()
    .describe(
      'A VPC that exists already and that others route, to use instead of one of the hub’s own. It must not have interface endpoints for the services that the hub calls: their policies would not name the hub. Default: a new VPC. Example: see the fields',
    ),
  transitGateway: ec2Id('tgw', 'a transit gateway')
    .optional()
    .describe(
      'Transit gateway over which callerNetworks reach the private API through central inspection; it must be shared with the hub’s account and accept its attachment. Default: none. Example: tgw-0a1b2c3d4e5f60718',
    ),
  callerNetworks: z
    .array(privateRange.describe('One private range. Example: 10.64.0.0/12'))
    .max(50)
    .default([])
    .describe(
      'Private networks whose callers reach the hub’s API endpoint. The hub’s functions cannot connect to them. Default: none. Example: [10.64.0.0/12]',
    ),
  prefixLists: prefixListsSchema
    .optional()
    .describe(
      'Ids of the prefix lists of Amazon S3 and DynamoDB in the hub’s Region, as `aws ec2 describe-managed-prefix-lists` prints them. Default: the templates ask for them as parameters. Example: { s3: pl-63a5400a, dynamodb: pl-02cd2c6b }',
    ),
  flowLogRetentionDays: z
    .literal(retentionDays)
    .default(365)
    .describe('Days for which flow logs are kept. Default: 365. Example: 731'),
});
