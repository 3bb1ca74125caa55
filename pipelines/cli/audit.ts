import { Command, InvalidArgumentError, Option } from 'commander';
import type { CompletionRecord, IntentRecord } from '../../hub/audit/record.ts';
import { SqliteRecordReader } from '../../hub/audit/sqlite-records.ts';
import { EmbeddedStore } from '../../hub/embedded/embedded-store.ts';
import { callLine } from '../../hub/local/call-line.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { auditLogCommand } from './audit-log.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { renderRecord } from './record-view.ts';

interface ReadOptions {
  readonly state: string;
  readonly json?: boolean;
}

/** `gatehouse audit …`: reads the records of a local hub, running or not. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('look at the evidence that the hub on this machine keeps')
    .addCommand(showCommand())
    .addCommand(listCommand())
    .addCommand(orphansCommand())
    .addCommand(auditVerifyCommand())
    .addCommand(auditLogCommand());
}

function reading(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option('--state <directory>', 'state directory of the hub').env('GATEHOUSE_STATE').default('.gatehouse'),
    )
    .option('--json', 'JSON instead of text');
}

function showCommand(): Command {
  return reading('show', 'print the whole record of one call: its intent and its completion')
    .argument('<record>', 'record id: the x-gatehouse-record header, or the request id that an SDK shows')
    .action(async (recordId: string, options: ReadOptions) => {
      const found = await withRecords(options, (records) => records.get(recordId.toUpperCase()));
      if (found.intent === undefined) throw noSuchRecord(recordId, options.state);
      console.log(options.json ? JSON.stringify(found, null, 2) : renderRecord(found.intent, found.completion));
    });
}

function listCommand(): Command {
  return reading('list', 'list the newest calls, newest first')
    .option('--limit <number>', 'how many', parseLimit, 20)
    .action(async (options: ReadOptions & { limit: number }) => {
      const calls = await withRecords(options, (records) => records.latest(options.limit));
      if (options.json) console.log(JSON.stringify(calls, null, 2));
      else for (const { intent, completion } of calls) console.log(line(intent, completion));
    });
}

function orphansCommand(): Command {
  return reading('orphans', 'list intents without a completion: calls in flight, or cut off by a crash').action(
    async (options: ReadOptions) => {
      const orphans = await withRecords(options, (records) => Array.fromAsync(records.orphans(Date.now() + 1)));
      if (options.json) console.log(JSON.stringify(orphans, null, 2));
      else if (orphans.length === 0) console.log('No orphans: every intent has its completion.');
      else for (const intent of orphans) console.log(line(intent, undefined));
    },
  );
}

function line(intent: IntentRecord, completion: CompletionRecord | undefined): string {
  if (completion !== undefined) return callLine(intent, completion);
  const { caller, request } = intent;
  return `${intent.receivedAt}  ${caller.application ?? '-'}  ${request.operation ?? '-'}  no completion  ${intent.recordId}`;
}

async function withRecords<T>(options: ReadOptions, read: (records: SqliteRecordReader) => Promise<T>): Promise<T> {
  const store = EmbeddedStore.openReader(options.state);
  try {
    return await read(new SqliteRecordReader(store));
  } finally {
    await store.close();
  }
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('Write a whole number from 1 to 10000.');
}

function noSuchRecord(recordId: string, state: string): GatehouseFault {
  return new GatehouseFault(
    'record_not_found',
    `There is no record ${recordId.slice(0, 64)} in ${state}.`,
    'npx gatehouse audit list shows the newest ones; --state names another hub’s directory.',
  );
}
