import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamodbLedger } from '../../../hub/cost/dynamodb-ledger.ts';
import type { ReservationRequest } from '../../../hub/gateway/ports.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { type DynamodbServer, ledgerTable, startDynamodb } from './dynamodb-server.ts';

const nowMs = Date.UTC(2026, 10, 20, 12, 0, 30);
const none = { requests: null, tokens: null, costNanos: null };

function request(holdId: string, changes: Partial<ReservationRequest> = {}): ReservationRequest {
  return {
    holdId,
    application: 'claims-assistant',
    limits: { maxOutputTokens: 1, minute: none, day: none, month: none },
    amount: { requests: 1, tokens: 10, costNanos: 100 },
    nowMs,
    expiresAtMs: nowMs + 1000,
    ...changes,
  };
}

describe('DynamodbLedger', () => {
  let server: DynamodbServer;
  const sent: object[] = [];
  beforeAll(async () => {
    server = await startDynamodb(ledgerTable);
    server.client.middlewareStack.add(
      (next, context) => (args) => {
        sent.push({ command: context.commandName, ...args.input });
        return next(args);
      },
      { step: 'initialize' },
    );
  });
  afterAll(() => server.close());
  const commandsOf = async (work: () => Promise<unknown>) => {
    sent.length = 0;
    await work();
    return sent.map((input) => (input as { command: string }).command);
  };

  it('needs one request to reserve and one to settle, once an application is known', async () => {
    const ledger = new DynamodbLedger({ client: server.client, tableName: 'ledger' });
    await ledger.reserve(request('first', { application: 'steady' }));
    expect(await commandsOf(() => ledger.reserve(request('second', { application: 'steady' })))).toEqual([
      'UpdateItemCommand',
    ]);
    expect(
      await commandsOf(() => ledger.settle('steady', 'second', { requests: 1, tokens: 1, costNanos: 1 }, nowMs)),
    ).toEqual(['UpdateItemCommand']);
  });

  it('limits the calls that one application has under way, so that its item stays small', async () => {
    const ledger = new DynamodbLedger({ client: server.client, tableName: 'ledger', maxHolds: 3 });
    for (const holdId of ['1', '2', '3'])
      expect((await ledger.reserve(request(holdId, { application: 'busy' }))).kind).toBe('held');
    expect(await ledger.reserve(request('4', { application: 'busy' }))).toEqual({
      kind: 'exceeded',
      window: 'minute',
      dimension: 'requests',
      limit: 3,
      retryAfterSeconds: 1,
    });
    await ledger.settle('busy', '2', { requests: 1, tokens: 1, costNanos: 1 }, nowMs);
    expect((await ledger.reserve(request('4', { application: 'busy' }))).kind).toBe('held');
  });

  it('keeps an item with 1,000 holds under 100 KB', async () => {
    const ledger = new DynamodbLedger({ client: server.client, tableName: 'ledger' });
    const id = (index: number) => `01JCXK5V7Q8M2N4P6R${String(index).padStart(8, '0')}`;
    for (let index = 0; index < 20; index += 1) await ledger.reserve(request(id(index), { application: 'wide' }));
    const key = { pk: { S: 'APP#wide' }, sk: { S: 'QUOTA' } };
    const { Item } = await server.client.send(new GetItemCommand({ TableName: 'ledger', Key: key }));
    expect(JSON.stringify(Item?.holds).replaceAll(/"[NM]":|["{},]/g, '').length / 20).toBeLessThan(100);
  });

  it('settles a hold that another process took', async () => {
    const [taker, settler] = [0, 1].map(() => new DynamodbLedger({ client: server.client, tableName: 'ledger' }));
    await taker!.reserve(request('shared', { application: 'two' }));
    expect(await settler!.settle('two', 'shared', { requests: 1, tokens: 3, costNanos: 4 }, nowMs)).toBe(true);
    expect(await taker!.settle('two', 'shared', { requests: 1, tokens: 9, costNanos: 9 }, nowMs)).toBe(false);
    expect((await taker!.usage('two', nowMs)).windows.day).toMatchObject({ tokens: 3, costNanos: 4 });
  });

  it('keeps the cap between gateways whose clocks straddle a minute', async () => {
    const limits = { maxOutputTokens: 1, minute: { ...none, requests: 5 }, day: none, month: none };
    const ledgers = [0, 1, 2].map(() => new DynamodbLedger({ client: server.client, tableName: 'ledger' }));
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        ledgers[index % 3]!.reserve(
          request(`s${index}`, { application: 'skewed', limits, nowMs: nowMs + (index % 3) * 20_000 }),
        ),
      ),
    );
    // Five in the first minute at most (before the window rolled), and five in the second.
    expect(outcomes.filter((outcome) => outcome.kind === 'held').length).toBeLessThanOrEqual(10);
    expect((await ledgers[0]!.usage('skewed', nowMs + 30_000)).windows.minute.requests).toBe(5);
  });

  it('creates one item where several gateways use an application for the first time', async () => {
    const ledgers = Array.from({ length: 8 }, () => new DynamodbLedger({ client: server.client, tableName: 'ledger' }));
    await Promise.all(ledgers.map((ledger, index) => ledger.reserve(request(`n${index}`, { application: 'new' }))));
    expect((await ledgers[0]!.usage('new', nowMs)).windows.minute.requests).toBe(8);
  });

  it('never scans the table to find expired holds', async () => {
    const ledger = new DynamodbLedger({ client: server.client, tableName: 'ledger' });
    const commands = await commandsOf(() => ledger.releaseExpired(nowMs + 10_000));
    expect(commands).toContain('QueryCommand');
    expect(commands).not.toContain(ScanCommand.name);
  });

  it('faults when the table does not exist', async () => {
    const ledger = new DynamodbLedger({ client: server.client, tableName: 'elsewhere' });
    await expectFault(ledger.reserve(request('h')), 'ledger_unavailable');
    await expectFault(ledger.settle('a', 'h', { requests: 1, tokens: 1, costNanos: 1 }, nowMs), 'ledger_unavailable');
    await expectFault(ledger.releaseExpired(nowMs), 'ledger_unavailable');
    await expectFault(ledger.usage('a', nowMs), 'ledger_unavailable');
  });

  it('faults when DynamoDB cannot be reached, and keeps the cause', async () => {
    const client = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:1',
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'test' },
    });
    const fault = await faultOf(new DynamodbLedger({ client, tableName: 'ledger' }).reserve(request('h')));
    expect(fault.code).toBe('ledger_unavailable');
    expect(fault.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

/** A client that answers each update with the same failed condition, as DynamoDB does and dynalite does not: with the item in the error. */
function refusingClient(item: ConditionalCheckFailedException['Item']): { client: DynamoDBClient; commands: object[] } {
  const commands: object[] = [];
  const send = async (command: object) => {
    commands.push(command);
    throw new ConditionalCheckFailedException({
      message: 'no',
      $metadata: {},
      ...(item === undefined ? {} : { Item: item }),
    });
  };
  return { client: { send } as unknown as DynamoDBClient, commands };
}

describe('DynamodbLedger, when DynamoDB sends the item back with a failed condition', () => {
  const month = String(Date.UTC(2026, 10, 1));
  const day = String(Date.UTC(2026, 10, 20));
  const minute = String(Date.UTC(2026, 10, 20, 12));
  const stored = {
    minuteStart: { N: minute },
    dayStart: { N: day },
    monthStart: { N: month },
    minuteRequests: { N: '7' },
  };

  it('answers from that item without a read', async () => {
    const { client, commands } = refusingClient({ ...stored, holds: { M: {} } });
    const limits = { maxOutputTokens: 1, minute: { ...none, requests: 7 }, day: none, month: none };
    const outcome = await new DynamodbLedger({ client, tableName: 't' }).reserve(request('h', { limits }));
    expect(outcome).toMatchObject({
      kind: 'exceeded',
      window: 'minute',
      dimension: 'requests',
      limit: 7,
      retryAfterSeconds: 30,
    });
    expect(commands).toHaveLength(1);
    expect(commands[0]).toBeInstanceOf(UpdateItemCommand);
    expect((commands[0] as UpdateItemCommand).input.ReturnValuesOnConditionCheckFailure).toBe('ALL_OLD');
  });

  it('takes its own hold there for success: the first answer was lost on the way', async () => {
    const { client } = refusingClient({ ...stored, holds: { M: { h: { M: { r: { N: '1' } } } } } });
    expect(await new DynamodbLedger({ client, tableName: 't' }).reserve(request('h'))).toEqual({ kind: 'held' });
  });

  it('gives up after a bounded number of attempts', async () => {
    const { client, commands } = refusingClient({ ...stored, holds: { M: {} } });
    await expectFault(new DynamodbLedger({ client, tableName: 't' }).reserve(request('h')), 'ledger_unavailable');
    expect(commands).toHaveLength(8);
  });
});
