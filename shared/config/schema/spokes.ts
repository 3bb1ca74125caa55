import { z } from 'zod';
import { accountId, roleArn, wording } from './fields.ts';
import { ec2Id, privateRange } from './network.ts';

export const breakGlassSchema = z.strictObject({
  principals: z
    .array(roleArn.describe('One role. Example: arn:aws:iam::123456789012:role/incident-commander'))
    .min(1)
    .max(10)
    .describe(
      'Roles that may become gatehouse-break-glass, under the name of the person who does (sts:SourceIdentity). Not of the hub and not of an application’s account. Required. Example: [arn:aws:iam::123456789012:role/incident-commander]',
    ),
});

const endpointSchema = z.strictObject({
  vpcId: ec2Id('vpc', 'a VPC').describe(
    'VPC of the account, in the hub’s Region, with DNS support and DNS host names on. Required. Example: vpc-0a1b2c3d4e5f60718',
  ),
  subnetIds: z
    .array(ec2Id('subnet', 'a subnet').describe('One subnet. Example: subnet-0a1b2c3d4e5f60718'))
    .min(1)
    .max(6)
    .describe(
      'Subnets for the endpoint, each in a zone of its own; two or more outlive a zone. Required. Example: [subnet-0a1b2c3d4e5f60718, subnet-0b1c2d3e4f5a60718]',
    ),
  cidr: privateRange.describe('IPv4 range that calls come from, mostly the VPC’s own. Required. Example: 10.60.0.0/16'),
});

const domainNameArn = z
  .string()
  .max(400)
  .regex(
    /^arn:(?:aws|aws-us-gov|aws-eusc):apigateway:[a-z0-9-]{1,25}:[0-9]{12}:\/domainnames\/[a-z0-9.-]{1,253}\+[a-z0-9]{1,32}$/,
    {
      error: wording(
        'which is not the ARN of a private custom domain name',
        'Write the ARN as the output PrivateDomainArn of the stack GatehouseEdge has it.',
      ),
    },
  );

export const spokesSchema = z.strictObject({
  privateDomainNameArn: domainNameArn.describe(
    'ARN of the hub’s private domain name: output PrivateDomainArn of the stack GatehouseEdge. Required. Example: arn:aws:apigateway:us-east-1:999988887777:/domainnames/genai.internal.example.com+abcd1234',
  ),
  endpoints: z
    .record(accountId, endpointSchema.describe('The endpoint of one account. Example: see the fields'))
    .describe(
      'Interface endpoints of API Gateway, with DNS for the private domain name, by the account (in quotes) that gets one. List their ids (stack output) under hub.edge.private.vpcEndpoints afterwards. Required. Example: a key "111122223333"',
    ),
});
