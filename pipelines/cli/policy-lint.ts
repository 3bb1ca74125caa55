import { Command } from 'commander';
import { printable } from '../../shared/config/printable.ts';
import type { LintFinding } from '../policy/lint/finding.ts';
import { lintPolicy } from '../policy/lint/lint-policy.ts';
import { readPolicyText } from '../policy/policy-files.ts';
import type { CommandIo } from './command-io.ts';

/** `gatehouse policy lint FILE…`: what in policies does not do what it seems to. */
export function lintCommand(io: CommandIo): Command {
  return new Command('lint')
    .description(
      'find unknown actions, condition keys and operators, and parts that can never match, in policies of any type',
    )
    .argument('<files...>', 'policies, as JSON')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExit codes: 0 nothing found, 1 something found, 2 a file cannot be read.')
    .action((files: readonly string[], options: { json?: true }) => lint(files, options.json === true, io));
}

async function lint(files: readonly string[], json: boolean, io: CommandIo): Promise<void> {
  const reports = [];
  for (const file of files) reports.push({ file, findings: await lintPolicy(readPolicyText(file)) });
  if (json) io.out(`${JSON.stringify(reports, null, 2)}\n`);
  else for (const { file, findings } of reports) io.out(describe(file, findings));
  io.exit(reports.every(({ findings }) => findings.length === 0) ? 0 : 1);
}

function describe(file: string, findings: readonly LintFinding[]): string {
  const name = printable(file, 300);
  if (findings.length === 0) return `${name}: nothing found\n`;
  const lines = findings.map(({ rule, path, message, remedy }) => {
    const place = path === '' ? name : `${name} ${printable(path, 400)}`;
    return `${place}: ${printable(message, 1000)} ${printable(remedy, 1000)} (${rule})\n`;
  });
  return lines.join('');
}
