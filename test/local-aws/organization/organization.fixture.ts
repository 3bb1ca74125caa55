import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll } from 'vitest';
import { clientDefaults } from '../loopback-server.ts';
import type { OrganizationControl } from './control/control.ts';
import { startOrganizationHere } from './organization-server.ts';

export interface Clients {
  readonly organizations: OrganizationsClient;
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly bedrock: BedrockClient;
}

/** AWS's own clients, which ask once. */
export function clientsOf(endpoint: string, region: string = clientDefaults.region): Clients {
  const options = { ...clientDefaults, endpoint, region };
  return {
    organizations: new OrganizationsClient(options),
    cloudFormation: new CloudFormationClient(options),
    iam: new IAMClient(options),
    sts: new STSClient(options),
    bedrock: new BedrockClient(options),
  };
}

export interface Here extends Clients {
  readonly endpoint: string;
  readonly control: OrganizationControl;
}

/** A stand-in in this process for the tests of a suite, and clients for it. The returned function answers them within tests. */
export function standInHere(): () => Here {
  let here: Here | undefined;
  let close = async () => {};
  beforeAll(async () => {
    const server = await startOrganizationHere();
    close = () => server.close();
    here = { ...clientsOf(server.endpoint), endpoint: server.endpoint, control: server.control };
  });
  afterAll(() => close());
  return () => {
    if (here === undefined) throw new Error('ask within a test');
    return here;
  };
}

/** Name of the error that a call ends with, and its reason where it has one: `ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED`. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { name, Reason } = error as Error & { Reason?: string };
    return Reason === undefined ? name : `${name} ${Reason}`;
  }
  return 'none';
}

export const rootId = 'r-ex4m';
export const denyAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
