import { DeleteItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DynamodbWrappedKeys } from '../../../hub/audit/dynamodb-wrapped-keys.ts';
import { type KmsContentKeysOptions, openKmsContentKeys } from '../../../hub/audit/kms-content-keys.ts';
import { type KmsServer, startKms } from '../../local-aws/kms-server.ts';
import { clientDefaults } from '../../local-aws/loopback-server.ts';
import { type DynamodbServer, dataKeysTable, startDynamodb } from '../cost/dynamodb-server.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { describeContentKeys } from './content-keys.contract.ts';

const contentKeyId = 'arn:aws:kms:us-east-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const commitmentKeyId = 'arn:aws:kms:us-east-1:999988887777:key/9876abcd-12ab-34cd-56ef-1234567890ab';
const TableName = 'data-keys';

/** KMS and DynamoDB of one hub, empty. */
async function newAccount() {
  const [kmsServer, dynamodb] = await Promise.all([startKms(), startDynamodb(dataKeysTable)]);
  const kms = new KMSClient({ ...clientDefaults, endpoint: kmsServer.endpoint });
  const open = (change: Partial<KmsContentKeysOptions> = {}) =>
    openKmsContentKeys({
      kms,
      wrappedKeys: new DynamodbWrappedKeys({ client: dynamodb.client, tableName: TableName }),
      contentKeyId,
      commitmentKeyId,
      clock: { now: Date.now },
      ...change,
    });
  const close = async () => {
    kms.destroy();
    await Promise.all([kmsServer.close(), dynamodb.close()]);
  };
  return { kmsServer, dynamodb, open, close };
}

const keyOf = (id: string) => ({ pk: { S: `KEY#${id}` }, sk: { S: 'WRAPPED' } });
const erase = ({ client }: DynamodbServer, id: string) =>
  client.send(new DeleteItemCommand({ TableName, Key: keyOf(id) }));
const itemsOf = async ({ client }: DynamodbServer) => (await client.send(new ScanCommand({ TableName }))).Items ?? [];

describeContentKeys('KMS', async () => {
  const account = await newAccount();
  return {
    open: () => account.open(),
    erase: async (id) => void (await erase(account.dynamodb, id)),
    kept: async () => (await itemsOf(account.dynamodb)).map(({ pk }) => pk?.S?.replace('KEY#', '') ?? ''),
    close: account.close,
  };
});

describe('content keys in KMS', () => {
  let account: Awaited<ReturnType<typeof newAccount>>;
  let kmsServer: KmsServer;
  beforeEach(async () => {
    account = await newAccount();
    kmsServer = account.kmsServer;
  });
  afterEach(() => account.close());
  const asked = () => kmsServer.asked.map(({ operation }) => operation);

  it('ask KMS twice at the start, and for no commitment after it', async () => {
    await account.open();
    expect(asked()).toEqual(['GenerateMac', 'GenerateMac']);
    const messages = kmsServer.asked.map(({ fields }) => Buffer.from(String(fields.Message), 'base64').toString());
    expect(messages).toEqual(['gatehouse/content-commitment/v1', 'gatehouse/data-key-ids/v1']);
  });

  it('bind each data key to its application and id, and name no user anywhere', async () => {
    const keys = await account.open();
    const { id } = await keys.dataKey('claims', 'jane.doe@example.com');
    const context = { 'gatehouse:application': 'claims', 'gatehouse:data-key': id };
    expect(kmsServer.asked.at(-1)).toMatchObject({
      operation: 'GenerateDataKey',
      fields: { KeyId: contentKeyId, KeySpec: 'AES_256', EncryptionContext: context },
    });
    const seen = JSON.stringify([kmsServer.asked, await itemsOf(account.dynamodb)]);
    expect(seen).not.toContain('jane');
    expect(seen).not.toContain(Buffer.from('jane').toString('base64').slice(0, 5));
  });

  it('name subjects otherwise in every hub, so that a name cannot be tried elsewhere', async () => {
    const other = await newAccount();
    const ids = await Promise.all([account, other].map(async ({ open }) => (await open()).dataKey('claims', 'jane')));
    await other.close();
    expect(ids[0]?.id).not.toBe(ids[1]?.id);
  });

  it('ask nobody while a key is known, and once for all who wait', async () => {
    const keys = await account.open();
    const before = kmsServer.asked.length;
    await Promise.all(Array.from({ length: 20 }, () => keys.dataKey('claims', 'jane')));
    await keys.dataKey('claims', 'jane');
    expect(asked().slice(before)).toEqual(['GenerateDataKey']);
  });

  it('look again after a while, so that an erasure takes effect in a process that goes on', async () => {
    let nowMs = 0;
    const keys = await account.open({ clock: { now: () => nowMs }, keepSeconds: 300 });
    const { id } = await keys.dataKey('claims', 'jane');
    await erase(account.dynamodb, id);
    nowMs = 299_999;
    expect((await keys.find(id))?.id).toBe(id);
    nowMs = 300_000;
    expect(await keys.find(id)).toBeUndefined();
  });

  it('keep so many in memory and no more, the latest', async () => {
    const keys = await account.open({ mostKept: 2 });
    const [first] = [await keys.dataKey('claims', '1'), await keys.dataKey('claims', '2')];
    const third = await keys.dataKey('claims', '3');
    const before = kmsServer.asked.length;
    await keys.find(third.id);
    expect(asked().slice(before)).toEqual([]);
    await keys.find(first.id);
    expect(asked().slice(before)).toEqual(['Decrypt']);
  });

  it('are key_unavailable where one subject’s wrapped key is put in another’s place', async () => {
    const keys = await account.open();
    const [jane, joe] = [await keys.dataKey('claims', 'jane'), await keys.dataKey('claims', 'joe')];
    const items = await itemsOf(account.dynamodb);
    const forged = items.find(({ pk }) => pk?.S === `KEY#${jane.id}`);
    await account.dynamodb.client.send(new PutItemCommand({ TableName, Item: { ...forged, ...keyOf(joe.id) } }));
    const fault = await faultOf((await account.open()).find(joe.id));
    expect(fault.code).toBe('key_unavailable');
    expect(fault.remedy).toContain('altered');
  });

  it('are key_unavailable where an item holds no key', async () => {
    const id = '0'.repeat(32);
    await account.dynamodb.client.send(new PutItemCommand({ TableName, Item: keyOf(id) }));
    await expectFault((await account.open()).find(id), 'key_unavailable');
  });

  it.each([
    ['AccessDeniedException', 'key policy'],
    ['DisabledException', 'Enable'],
    ['KMSInvalidStateException', 'deletion'],
    ['ThrottlingException', 'quota'],
    ['constructor', 'network path'],
  ])('explain %s, and do not remember it', async (name, remedy) => {
    const keys = await account.open();
    kmsServer.refusal = name;
    const fault = await faultOf(keys.dataKey('claims', 'jane'));
    expect(fault.code).toBe('key_unavailable');
    expect(fault.remedy).toContain(remedy);
    expect(fault.message).not.toContain('jane');
    kmsServer.refusal = undefined;
    expect((await keys.dataKey('claims', 'jane')).id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('do not open without KMS', async () => {
    kmsServer.refusal = 'AccessDeniedException';
    await expectFault(account.open(), 'key_unavailable');
  });

  it('are key_unavailable without their table', async () => {
    const wrappedKeys = new DynamodbWrappedKeys({ client: account.dynamodb.client, tableName: 'none' });
    const keys = await account.open({ wrappedKeys });
    await expectFault(keys.dataKey('claims', 'jane'), 'key_unavailable');
  });
});
