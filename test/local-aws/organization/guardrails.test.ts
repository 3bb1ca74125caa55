import {
  DeleteResourcePolicyCommand,
  GetGuardrailCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-bedrock';
import { beforeEach, describe, expect, it } from 'vitest';
import { clientsOf, refusalOf, standInHere } from './organization.fixture.ts';

const here = standInHere();
const arn = 'arn:aws:bedrock:us-east-1:111111111111:guardrail/abcdefgh1234';

beforeEach(() => here().control.seed({ empty: { guardrails: [arn] } }));

const get = (guardrailIdentifier: string, guardrailVersion?: string) =>
  here().bedrock.send(new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion }));

describe('guardrails of the stand-in', () => {
  it.each([arn, 'abcdefgh1234'])('are found by %s, and by their versions', async (identifier) => {
    expect(await get(identifier, '1')).toMatchObject({ guardrailArn: arn, version: '1', status: 'READY' });
    expect(await get(identifier)).toMatchObject({ version: 'DRAFT' });
  });

  it('are not found by a version, an id or a Region that is another', async () => {
    expect(await refusalOf(get(arn, '2'))).toBe('ResourceNotFoundException');
    expect(await refusalOf(get('zzzzzzzz9999'))).toBe('ResourceNotFoundException');
    expect(await refusalOf(get(arn, 'latest'))).toBe('ValidationException');
    const { bedrock } = clientsOf(here().endpoint, 'eu-central-1');
    const elsewhere = bedrock.send(new GetGuardrailCommand({ guardrailIdentifier: arn, guardrailVersion: '1' }));
    expect(await refusalOf(elsewhere)).toBe('ResourceNotFoundException');
  });

  it('have a resource-based policy once it is put, until it is deleted', async () => {
    const { bedrock } = here();
    const read = () => bedrock.send(new GetResourcePolicyCommand({ resourceArn: arn }));
    expect(await refusalOf(read())).toBe('ResourceNotFoundException');
    const resourcePolicy = '{"Version":"2012-10-17","Statement":[]}';
    expect(await bedrock.send(new PutResourcePolicyCommand({ resourceArn: arn, resourcePolicy }))).toMatchObject({
      resourceArn: arn,
    });
    expect(await read()).toMatchObject({ resourcePolicy });
    await bedrock.send(new DeleteResourcePolicyCommand({ resourceArn: arn }));
    expect(await refusalOf(read())).toBe('ResourceNotFoundException');
    expect(await refusalOf(bedrock.send(new DeleteResourcePolicyCommand({ resourceArn: arn })))).toBe(
      'ResourceNotFoundException',
    );
  });

  it('take no policy that is none, and none for what is not there', async () => {
    const put = (resourceArn: string, resourcePolicy: string) =>
      refusalOf(here().bedrock.send(new PutResourcePolicyCommand({ resourceArn, resourcePolicy })));
    expect(await put(arn, 'none')).toBe('ValidationException');
    expect(await put(`${arn}5`, '{}')).toBe('ResourceNotFoundException');
  });
});
