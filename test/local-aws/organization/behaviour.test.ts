import { setImmediate as nextTurn } from 'node:timers/promises';
import { GetGuardrailCommand } from '@aws-sdk/client-bedrock';
import { ListStackSetsCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientDefaults } from '../loopback-server.ts';
import { behaviourSchema } from './behaviour.ts';
import { clientsOf, refusalOf, rootId, standInHere } from './organization.fixture.ts';
import { startOrganizationHere } from './organization-server.ts';

const here = standInHere();

beforeEach(async () => {
  await here().control.seed({ empty: { accounts: 30, units: 1 } });
  await here().control.forget();
});
afterEach(() => here().control.behave(behaviourSchema.parse({})));

const organization = () => here().organizations.send(new DescribeOrganizationCommand({}));
const createUnit = (Name: string) =>
  here().organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name }));
const unitNames = async (client = here().organizations) => {
  const page = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }));
  return (page.OrganizationalUnits ?? []).map(({ Name }) => Name).sort();
};
/** One read of every service. */
const everywhere = () => {
  const { organizations, cloudFormation, iam, sts, bedrock } = here();
  return [
    organizations.send(new DescribeOrganizationCommand({})),
    cloudFormation.send(new ListStackSetsCommand({})),
    iam.send(new GetRoleCommand({ RoleName: 'gatehouse-deployer' })),
    sts.send(new GetCallerIdentityCommand({})),
    bedrock.send(new GetGuardrailCommand({ guardrailIdentifier: 'abcdefgh1234' })),
  ].map(refusalOf);
};

describe('throttling', () => {
  it('refuses every n-th request and counts it', async () => {
    await here().control.behave({ throttle: { every: 3 } });
    const outcomes = [];
    for (let request = 0; request < 6; request++) outcomes.push(await refusalOf(organization()));
    const slow = 'TooManyRequestsException';
    expect(outcomes).toEqual(['none', 'none', slow, 'none', 'none', slow]);
    expect(await here().control.calls()).toEqual({ calls: { 'organizations:DescribeOrganization': 6 }, throttled: 2 });
  });

  it('has the name that each service gives it', async () => {
    await here().control.behave({ throttle: { every: 1 } });
    expect(await Promise.all(everywhere())).toEqual([
      'TooManyRequestsException',
      'Throttling',
      'Throttling',
      'Throttling',
      'ThrottlingException',
    ]);
  });

  it('is answered by an SDK that asks again', async () => {
    await here().control.behave({ throttle: { every: 2 } });
    const patient = new OrganizationsClient({ ...clientDefaults, endpoint: here().endpoint, maxAttempts: 3 });
    for (let request = 0; request < 3; request++)
      expect(await refusalOf(patient.send(new DescribeOrganizationCommand({})))).toBe('none');
    expect((await here().control.calls()).throttled).toBe(2);
  });

  it('lets a bucket fill up again with time', async () => {
    let time = 0;
    const server = await startOrganizationHere({}, () => time);
    const { organizations } = clientsOf(server.endpoint);
    const ask = () => refusalOf(organizations.send(new DescribeOrganizationCommand({})));
    await server.control.behave({ throttle: { bucket: { capacity: 2, perSecond: 1 } } });
    expect([await ask(), await ask(), await ask()]).toEqual(['none', 'none', 'TooManyRequestsException']);
    time += 1_000;
    expect([await ask(), await ask()]).toEqual(['none', 'TooManyRequestsException']);
    await server.close();
  });
});

describe('eventual consistency', () => {
  it('shows a write after so many further requests', async () => {
    await here().control.behave({ lag: { requests: 2 } });
    await createUnit('New');
    expect([await unitNames(), await unitNames(), await unitNames()]).toEqual([
      ['Unit 1'],
      ['Unit 1'],
      ['New', 'Unit 1'],
    ]);
  });

  it('shows writes in the order in which they were made', async () => {
    await here().control.behave({ lag: { requests: 2 } });
    await createUnit('First');
    await createUnit('Second');
    expect([await unitNames(), await unitNames(), await unitNames()]).toEqual([
      ['Unit 1'],
      ['First', 'Unit 1'],
      ['First', 'Second', 'Unit 1'],
    ]);
  });

  it('lets no write be made twice meanwhile', async () => {
    await here().control.behave({ lag: { requests: 100 } });
    await createUnit('New');
    expect(await refusalOf(createUnit('New'))).toBe('DuplicateOrganizationalUnitException');
    expect((await here().control.dump()).units.map(({ name }) => name).sort()).toEqual(['New', 'Unit 1']);
  });

  it('shows a write after some time', async () => {
    let time = 0;
    const server = await startOrganizationHere({}, () => time);
    const { organizations } = clientsOf(server.endpoint);
    await server.control.behave({ lag: { milliseconds: 500 } });
    await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'New' }));
    const before = await unitNames(organizations);
    time += 500;
    expect([before, await unitNames(organizations)]).toEqual([[], ['New']]);
    await server.close();
  });
});

describe('empty pages', () => {
  it('come between others and lose nothing', async () => {
    await here().control.behave({ emptyPages: 2 });
    const sizes: number[] = [];
    const ids = new Set<string | undefined>();
    for await (const { Accounts = [] } of paginateListAccounts({ client: here().organizations }, {})) {
      sizes.push(Accounts.length);
      for (const { Id } of Accounts) ids.add(Id);
    }
    expect([sizes, ids.size]).toEqual([[20, 0, 11], 31]);
  });

  it('have a token', async () => {
    await here().control.behave({ emptyPages: 1 });
    const { Accounts, NextToken } = await here().organizations.send(new ListAccountsCommand({}));
    expect([Accounts, typeof NextToken]).toEqual([[], 'string']);
  });
});

describe('permissions', () => {
  it('that are denied change nothing, and the message names the action', async () => {
    await here().control.behave({ denied: ['organizations:CreateOrganizationalUnit'] });
    await expect(createUnit('New')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'User: arn:aws:sts::111111111111:assumed-role/gatehouse-deployer/session is not authorized to perform: organizations:CreateOrganizationalUnit',
      ),
    });
    expect([await unitNames(), await here().control.writes()]).toEqual([['Unit 1'], []]);
  });

  it('may be denied for all of a service', async () => {
    await here().control.behave({ denied: ['organizations:*', 'cloudformation:*', 'iam:*', 'sts:*', 'bedrock:*'] });
    expect(await Promise.all(everywhere())).toEqual([
      'AccessDeniedException',
      'AccessDenied',
      'AccessDenied',
      'AccessDenied',
      'AccessDeniedException',
    ]);
  });
});

describe('credentials', () => {
  it('that expired are refused by every service', async () => {
    await here().control.behave({ credentials: 'expired' });
    expect(await Promise.all(everywhere())).toEqual([
      'ExpiredTokenException',
      'ExpiredToken',
      'ExpiredToken',
      expect.stringMatching(/^ExpiredToken(Exception)?$/),
      'ExpiredTokenException',
    ]);
  });

  it('that nobody knows are refused by every service', async () => {
    await here().control.behave({ credentials: 'unknown' });
    expect(await Promise.all(everywhere())).toEqual([
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'InvalidClientTokenId',
      'InvalidClientTokenId',
      'UnrecognizedClientException',
    ]);
  });

  it('are needed', async () => {
    const answer = await fetch(here().endpoint, { method: 'POST', body: 'Action=GetCallerIdentity' });
    expect([answer.status, (await answer.text()).includes('<Code>MissingAuthenticationToken</Code>')]).toEqual([
      403,
      true,
    ]);
  });
});

describe('errors that a test asks for', () => {
  it('come after as many requests, and as often, as it says', async () => {
    const code = 'ConcurrentModificationException';
    await here().control.behave({
      failures: [{ action: 'organizations:CreateOrganizationalUnit', code, after: 1, times: 2 }],
    });
    const outcomes = [];
    for (const name of ['A', 'B', 'C', 'D']) outcomes.push(await refusalOf(createUnit(name)));
    expect(outcomes).toEqual(['none', code, code, 'none']);
    expect(await unitNames()).toEqual(['A', 'D', 'Unit 1']);
  });

  it('may have a reason, and be faults of AWS', async () => {
    const action = 'organizations:DescribeOrganization';
    const failures = [
      { action, code: 'ConstraintViolationException', reason: 'WAIT_PERIOD_ACTIVE' },
      { action, code: 'ServiceException', after: 1 },
    ];
    await here().control.behave({ failures });
    expect(await refusalOf(organization())).toBe('ConstraintViolationException WAIT_PERIOD_ACTIVE');
    await expect(organization()).rejects.toMatchObject({
      name: 'ServiceException',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('may be an answer that is lost after the write was made', async () => {
    await here().control.behave({ failures: [{ action: 'organizations:CreateOrganizationalUnit', code: 'lost' }] });
    await expect(createUnit('New')).rejects.not.toHaveProperty('$metadata.httpStatusCode', expect.any(Number));
    expect(await unitNames()).toEqual(['New', 'Unit 1']);
  });
});

describe('latency', () => {
  it('lies between a request and its answer', async () => {
    const { control } = here();
    await control.behave({ latencyMilliseconds: 200 });
    let answered = false;
    const asked = organization().then(() => {
      answered = true;
    });
    while ((await control.calls()).calls['organizations:DescribeOrganization'] === undefined) await nextTurn();
    expect(answered).toBe(false);
    await asked;
    expect(answered).toBe(true);
  });
});

describe('requests that the stand-in does not know', () => {
  const send = (service: string, headers: Record<string, string>, body: string) =>
    fetch(here().endpoint, {
      method: 'POST',
      body,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        ...headers,
      },
    });

  it.each([
    ['organizations', { 'x-amz-target': 'AWSOrganizationsV20161128.CloseAccount' }, '{}', 'InvalidAction'],
    ['organizations', { 'x-amz-target': 'AWSOrganizationsV20161128.toString' }, '{}', 'InvalidAction'],
    [
      'organizations',
      { 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' },
      'not JSON',
      'UnknownOperationException',
    ],
    ['cloudformation', {}, 'Action=CreateStack', 'InvalidAction'],
    ['bedrock', {}, '', 'UnknownOperationException'],
  ])('to %s are refused (%o %s)', async (service, headers, body, code) => {
    const answer = await send(service, headers as Record<string, string>, body);
    expect(answer.status).toBe(400);
    expect(`${answer.headers.get('x-amzn-errortype')} ${await answer.text()}`).toContain(code);
  });

  it('to other services are not found', async () => {
    expect((await send('ec2', {}, 'Action=DescribeInstances')).status).toBe(404);
  });
});
