import { bedrock } from './bedrock.ts';
import { cloudFormation } from './cloudformation/cloudformation.ts';
import { iam } from './iam.ts';
import { organizations } from './organizations/organizations.ts';
import { awsJson } from './protocol/aws-json.ts';
import { awsQuery } from './protocol/aws-query.ts';
import { bedrockRest } from './protocol/bedrock-rest.ts';
import type { Protocol } from './protocol/protocol.ts';
import type { Service } from './service.ts';
import { sts } from './sts.ts';

export interface Counter {
  readonly service: Service;
  readonly protocol: Protocol;
}

/** By the name that requests are signed for, which is the prefix of IAM actions as well. */
export const services: ReadonlyMap<string, Counter> = new Map<string, Counter>(
  Object.entries({
    organizations: { service: organizations, protocol: awsJson('AWSOrganizationsV20161128') },
    cloudformation: {
      service: cloudFormation,
      protocol: awsQuery('http://cloudformation.amazonaws.com/doc/2010-05-15/'),
    },
    iam: { service: iam, protocol: awsQuery('https://iam.amazonaws.com/doc/2010-05-08/') },
    sts: { service: sts, protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/') },
    bedrock: { service: bedrock, protocol: bedrockRest },
  }),
);
