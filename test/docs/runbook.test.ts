import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyWatchName } from '../../hub/operations/key-watch.construct.ts';
import { queryTables } from '../../hub/operations/query-tables.ts';
import { readAssembly } from '../../pipelines/policy/read-assembly.ts';
import { hubApp } from '../../pipelines/policy/synthesize-hub.ts';
import type { SynthesizedStack } from '../../pipelines/policy/synthesized-stack.ts';
import { inlineCode, readDocument } from './documents.ts';

let directory: string;
let stacks: readonly SynthesizedStack[];
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-runbook-'));
  hubApp('governance.yaml', directory).synth();
  stacks = readAssembly(directory);
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const runbook = readDocument('RUNBOOK.md');
/** By their headings, as far as they are of something that rings. */
const entries = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((entry) => [entry.split('\n')[0] ?? '', entry.split(/^##? /m)[0] ?? ''] as const),
);

function properties(type: string): readonly Readonly<Record<string, unknown>>[] {
  return stacks.flatMap(({ template }) =>
    Object.values(template.Resources ?? {})
      .filter((resource) => resource.Type === type)
      .map((resource) => resource.Properties ?? {}),
  );
}

describe('the entries of the runbook', () => {
  it('are one for each alarm and rule, and none besides', () => {
    const alarms = properties('AWS::CloudWatch::Alarm').map(({ AlarmName }) => String(AlarmName));
    const named = new Set([...alarms, keyWatchName]);
    expect([...entries.keys()].toSorted()).toEqual([...named].toSorted());
  });

  it('are where the descriptions of alarms and rules lead to', () => {
    const told = [...properties('AWS::CloudWatch::Alarm'), ...properties('AWS::Events::Rule')].flatMap(
      ({ AlarmDescription, Description }) =>
        /RUNBOOK\.md#(\S+)/.exec(String(AlarmDescription ?? Description))?.slice(1) ?? [],
    );
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((anchor) => !entries.has(anchor))).toEqual([]);
  });

  it('say what it means, what to look at first, and when to escalate', () => {
    for (const [name, text] of entries) {
      expect([name, /\*\*Means:\*\* /.test(text)]).toEqual([name, true]);
      expect([name, /^1\. Look: .*(`|dashboard|X-Ray)/m.test(text)]).toEqual([name, true]);
      expect([name, /^2\. /m.test(text)]).toEqual([name, true]);
      expect([name, /\*\*Escalate\*\* /.test(text)]).toEqual([name, true]);
    }
  });

  it('are short enough for three in the morning', () => {
    for (const [name, text] of entries) expect([name, text.split('\n').length <= 14]).toEqual([name, true]);
  });
});

describe('what the runbook names', () => {
  const code = inlineCode('RUNBOOK.md');
  const names = (type: string, property: string) => properties(type).map((one) => one[property]);

  it('are log groups that the templates make', () => {
    const groups = new Set(names('AWS::Logs::LogGroup', 'LogGroupName'));
    const named = code.filter((one) => /^\/(?:aws|gatehouse)\//.test(one));
    expect(named.length).toBeGreaterThan(5);
    expect([...new Set(named)].filter((one) => !groups.has(one))).toEqual([]);
  });

  it('are tables, functions, queues, workgroups and stacks that are there', () => {
    const there = new Set<unknown>([
      ...names('AWS::DynamoDB::Table', 'TableName'),
      ...names('AWS::Lambda::Function', 'FunctionName'),
      ...names('AWS::SQS::Queue', 'QueueName'),
      ...stacks.map(({ name }) => name),
    ]);
    const option = /--(?:table-name|source-table-name|function-name|queue-name|stack-name) (\S+?)(?=[\s)]|$)/g;
    const named = code.flatMap((one) => [...one.matchAll(option)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((one) => !there.has(one))).toEqual([]);
  });

  it('are outputs that the operations stack has', () => {
    const outputs = stacks.find(({ name }) => name === 'GatehouseOperations')?.template.Outputs ?? {};
    const named = [...runbook.matchAll(/OutputKey=='(\w+)'/g)].map(([, name]) => name!);
    expect(named).toHaveLength(1);
    expect(named.filter((name) => !Object.hasOwn(outputs, name))).toEqual([]);
  });

  it('are columns that the tables of queries have', () => {
    const tables = queryTables({ evidenceBucket: 'e', journalBucket: 'j', trailBucket: 't', accountId: '9' });
    const asked = code.flatMap((one) => [...one.matchAll(/^SELECT (.+) FROM gatehouse_audit\.(\w+)/g)]);
    expect(asked).toHaveLength(2);
    for (const [, columns = '', name] of asked) {
      const table = tables.find((one) => one.name === name);
      const known = Object.keys({ ...table?.columns, ...table?.partitions });
      expect(columns.split(', ').filter((column) => !known.includes(column.split('.')[0] ?? ''))).toEqual([]);
    }
  });
});
