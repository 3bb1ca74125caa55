import { ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ListRootsCommand } from '@aws-sdk/client-organizations';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CallCounter } from '../../../../pipelines/bootstrap/aws/call-counter.ts';
import { deskClients } from '../../../../pipelines/bootstrap/aws/desk-clients.ts';
import { clientDefaults } from '../../../local-aws/loopback-server.ts';

afterEach(() => vi.unstubAllEnvs());

/** Ends a request just before it leaves, and keeps where it would have gone and what its signature is good for. */
function caught() {
  const seen: string[] = [];
  const catching =
    () =>
    async ({ request }: { readonly request: unknown }): Promise<never> => {
      const { hostname, headers } = request as { hostname: string; headers: Record<string, string> };
      const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '');
      seen.push(`${hostname} ${scope?.[1]} ${scope?.[2]}`);
      throw new Error('caught');
    };
  return { seen, catching };
}

const last = { step: 'deserialize', priority: 'low', name: 'caught' } as const;

describe('where the desk asks', () => {
  it.each([
    [
      'eu-central-1',
      'organizations.us-east-1.amazonaws.com us-east-1 organizations',
      'iam.amazonaws.com us-east-1 iam',
      'cloudformation.eu-central-1.amazonaws.com eu-central-1 cloudformation',
    ],
    [
      'us-gov-east-1',
      'organizations.us-gov-west-1.amazonaws.com us-gov-west-1 organizations',
      'iam.us-gov.amazonaws.com us-gov-west-1 iam',
      'cloudformation.us-gov-east-1.amazonaws.com us-gov-east-1 cloudformation',
    ],
    [
      'eusc-de-east-1',
      'organizations.eusc-de-east-1.amazonaws.eu eusc-de-east-1 organizations',
      'iam.eusc-de-east-1.amazonaws.eu eusc-de-east-1 iam',
      'cloudformation.eusc-de-east-1.amazonaws.eu eusc-de-east-1 cloudformation',
    ],
  ])('is decided by the partition of the hub’s Region: %s', async (region, organizations, iam, cloudformation) => {
    const { credentials } = clientDefaults;
    const clients = deskClients({ region, credentials, attempts: 1 }, new CallCounter());
    const { seen, catching } = caught();
    clients.organizations.middlewareStack.add(catching, last);
    clients.iam.middlewareStack.add(catching, last);
    clients.cloudformation.middlewareStack.add(catching, last);
    await expect(clients.organizations.send(new ListRootsCommand({}))).rejects.toThrow('caught');
    await expect(clients.iam.send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toThrow('caught');
    await expect(clients.cloudformation.send(new ListStackSetsCommand({}))).rejects.toThrow('caught');
    expect(seen).toEqual([organizations, iam, cloudformation]);
  });

  it('is AWS_ENDPOINT_URL where that is set, and --endpoint-url before it', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://emulator.example:4566');
    const { credentials } = clientDefaults;
    const where = { region: 'eu-central-1', credentials, attempts: 1 };
    const { seen, catching } = caught();
    for (const endpoint of [undefined, 'http://other.example']) {
      const { organizations } = deskClients({ ...where, endpoint }, new CallCounter());
      organizations.middlewareStack.add(catching, last);
      await expect(organizations.send(new ListRootsCommand({}))).rejects.toThrow('caught');
    }
    expect(seen.map((entry) => entry.split(' ')[0])).toEqual(['emulator.example', 'other.example']);
  });

  it('asks for guardrails in their own Region, with one client each', () => {
    const clients = deskClients({ region: 'eu-central-1', credentials: clientDefaults.credentials }, new CallCounter());
    expect(clients.bedrock('eu-west-1')).toBe(clients.bedrock('eu-west-1'));
    expect(clients.bedrock('eu-west-1')).not.toBe(clients.bedrock('us-east-1'));
  });

  it('signs in once for all of its clients', async () => {
    let signedIn = 0;
    const credentials = async () => {
      signedIn++;
      return clientDefaults.credentials;
    };
    const clients = deskClients({ region: 'eu-central-1', credentials, attempts: 1 }, new CallCounter());
    const { catching } = caught();
    clients.organizations.middlewareStack.add(catching, last);
    clients.iam.middlewareStack.add(catching, last);
    await expect(clients.organizations.send(new ListRootsCommand({}))).rejects.toThrow('caught');
    await expect(clients.iam.send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toThrow('caught');
    expect(signedIn).toBe(1);
  });
});

describe('the retries of the SDK', () => {
  it('adapt to what AWS bears', async () => {
    const clients = deskClients({ region: 'eu-central-1', credentials: clientDefaults.credentials }, new CallCounter());
    const mode = clients.organizations.config.retryMode;
    expect(typeof mode === 'function' ? await mode() : mode).toBe('adaptive');
    expect(await clients.cloudformation.config.maxAttempts()).toBe(3);
  });
});
