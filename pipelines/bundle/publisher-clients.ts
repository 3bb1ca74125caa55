import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';

/** Clients of the services that publishing needs. */
export interface PublisherClients {
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** With the credentials of whoever publishes, from where the AWS command line takes them, in the hub's Region. */
export function publisherClients({ region }: Pick<HubPolicy, 'region'>): PublisherClients {
  return { s3: new S3Client({ region }), ssm: new SSMClient({ region }), sts: new STSClient({ region }) };
}
