import { Command } from 'commander';
import { broadStatements } from '../policy/broad-statements.ts';
import { policyTable } from '../policy/policy-table.ts';
import { renderExplanations, renderTable } from '../policy/policy-table-view.ts';
import type { CommandIo } from './command-io.ts';

interface TableOptions {
  readonly governance: string;
  readonly templates?: string;
  readonly role?: string;
  readonly explain?: true;
  readonly json?: true;
}

/** `gatehouse policy table`: every role against everything that matters. */
export function tableCommand(io: CommandIo): Command {
  return new Command('table')
    .description('print what each role of the hub may do: evidence, records, models, paths, keys, roles')
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .option('--templates <directory>', 'read the templates of an earlier synth, instead of synthesizing')
    .option('--role <text>', 'only roles whose name contains this')
    .option('--explain', 'print for each answer the request and the statement that decided')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExit codes: 0 as expected, 1 a role may do what it should not, 2 nothing to judge.')
    .action((options: TableOptions) => printTable(options, io));
}

async function printTable(options: TableOptions, io: CommandIo): Promise<void> {
  // The CDK takes half a second to load: only who synthesizes should wait for it.
  const { readHub } = await import('../policy/read-hub.ts');
  const scene = readHub(options.governance, options.templates);
  const shown = (name: string) => name.includes(options.role ?? '');
  const rows = policyTable(scene).filter(({ principal }) => shown(principal));
  const broad = scene.policies.roles.flatMap(broadStatements).filter(({ role }) => shown(role));
  if (options.json) io.out(`${JSON.stringify({ rows, broad }, null, 2)}\n`);
  else io.out(options.explain ? renderExplanations(rows) : renderTable(rows, broad));
  const asExpected = rows.every(({ cells }) => cells.every(({ expected }) => expected)) && broad.length === 0;
  io.exit(asExpected ? 0 : 1);
}
