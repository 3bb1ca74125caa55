import { basename } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import { type LoadResult, loadGovernance } from '../../shared/config/load.ts';
import { printable } from '../../shared/config/printable.ts';
import { mostProblems, type ProblemPaint, problemFormatter } from '../../shared/config/problem.ts';
import { readGovernanceFile } from '../../shared/config/read-file.ts';
import { GatehouseFault } from '../../shared/errors.ts';

/** Where the command writes, and how it ends. */
export interface ValidateIo {
  /** Whether standard output is a terminal that shows colours. */
  readonly colour: boolean;
  out(text: string): void;
  error(text: string): void;
  /** 0: valid; 1: problems; 2: unreadable. */
  exit(code: 0 | 1 | 2): void;
}

const processIo: ValidateIo = {
  colour: process.stdout.isTTY === true && pc.isColorSupported,
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  exit: (code) => {
    process.exitCode = code;
  },
};

/** `gatehouse validate [FILE] [--json]`: all that is wrong with a governance file, or what it compiles to. */
export function validateCommand(io: ValidateIo = processIo): Command {
  return new Command('validate')
    .description('check a governance file: syntax, fields, references, limits, all at once')
    .argument('[file]', 'governance file', 'governance.yaml')
    .option('--json', 'print one JSON object instead of text')
    .addHelpText('after', '\nExit codes: 0 valid, 1 problems found, 2 file unreadable.')
    .action((file: string, options: { json?: boolean }) => validate(file, options.json === true, io));
}

function validate(file: string, json: boolean, io: ValidateIo): void {
  const text = readOrExplain(file, io);
  if (text === undefined) {
    io.exit(2);
    return;
  }
  const result = loadGovernance(text, file);
  io.out(json ? `${JSON.stringify(reportOf(result), null, 2)}\n` : describe(result, file, text, io.colour));
  io.exit(result.ok ? 0 : 1);
}

function readOrExplain(file: string, io: ValidateIo): string | undefined {
  try {
    return readGovernanceFile(file);
  } catch (error) {
    if (!(error instanceof GatehouseFault)) throw error;
    io.error(`${printable(error.message, 2000)}\n`);
    return undefined;
  }
}

function describe(result: LoadResult, file: string, text: string, colour: boolean): string {
  if (result.ok) return `${summaryOf(result, file)}\n`;
  const format = problemFormatter(text, colour ? terminalPaint() : undefined);
  const count = result.problems.length;
  const atLeast = count < mostProblems ? '' : 'at least ';
  const total = `${atLeast}${count} ${count === 1 ? 'problem' : 'problems'} in ${printable(file, 300)}`;
  return `${result.problems.map(format).join('\n\n')}\n\n${total}\n`;
}

function terminalPaint(): ProblemPaint {
  const colours = pc.createColors(true);
  return { place: colours.bold, found: colours.red, caret: colours.red };
}

function summaryOf({ policy }: LoadResult & { ok: true }, file: string): string {
  const { applications, models, guardrails } = policy.bundle;
  const parts = [counted(applications, 'application'), counted(models, 'model'), counted(guardrails, 'guardrail')];
  return `${basename(file)} is valid: ${parts.join(', ')}, policy bundle sha256 ${policy.hash}`;
}

function counted(entries: Readonly<Record<string, unknown>>, noun: string): string {
  const count = Object.keys(entries).length;
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function reportOf(result: LoadResult): Record<string, unknown> {
  if (!result.ok) return { valid: false, problems: result.problems };
  const { applications, models, guardrails } = result.policy.bundle;
  return {
    valid: true,
    applications: Object.keys(applications),
    models: Object.keys(models),
    guardrails: Object.keys(guardrails),
    policyHash: result.policy.hash,
  };
}
