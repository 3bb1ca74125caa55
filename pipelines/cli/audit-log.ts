import { Command, InvalidArgumentError } from 'commander';
import { isFlawed } from '../../hub/audit/log/flawed.ts';
import type { KeptCheckpoint } from '../../hub/audit/log/known-checkpoints.ts';
import { checkProof } from '../../hub/audit/log/log-proof.ts';
import type { NoteKey } from '../../hub/audit/log/note-key.ts';
import { proveEntry } from '../../hub/audit/log/prove-entry.ts';
import { verifyLog } from '../../hub/audit/log/verify-log.ts';
import { logFilesIn } from '../../hub/audit/log-files.ts';
import { logReportJson, renderLogReport, renderProven } from './audit-log-view.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { addKept, addKey, readGiven } from './log-options.ts';
import { progressLine } from './progress-line.ts';

interface KeyOptions {
  readonly key: readonly NoteKey[];
  readonly origin?: string;
}

interface VerifyOptions extends KeyOptions {
  readonly checkpoint?: readonly KeptCheckpoint[];
  readonly json?: true;
}

const verifyHelp = `
DIRECTORY has checkpoints (checkpoint, checkpoint.<size> or checkpoints/<size>) and tile/<level>/…, as C2SP tlog-tiles says.
Every checkpoint must be signed by the log and have the root that the tiles give; so all are consistent with one another.
Where there are entries, they must give the leaf hashes.

Exit codes: 0 nothing found, 1 something found, 2 could not run.`;

/** `gatehouse audit log …`: transparency logs, ours or anybody's. */
export function auditLogCommand(io: CommandIo = processIo): Command {
  return new Command('log')
    .description('check a transparency log with nothing but its public key')
    .addCommand(verifyCommand(io))
    .addCommand(proveCommand(io))
    .addCommand(checkCommand(io));
}

function verifyCommand(io: CommandIo): Command {
  return withKeys('verify', 'verify every checkpoint, tile and entry of a log')
    .argument('<directory>', 'the log')
    .option(
      '--checkpoint <file>',
      'a checkpoint that you kept: the log must still contain it; may be repeated',
      addKept,
    )
    .option('--json', 'JSON instead of text')
    .addHelpText('after', verifyHelp)
    .action((directory: string, options: VerifyOptions) => verify(directory, options, io));
}

function proveCommand(io: CommandIo): Command {
  return withKeys('prove', 'print the proof that an entry is in the log, as C2SP tlog-proof')
    .argument('<directory>', 'the log')
    .argument('<index>', 'which entry, counted from 0', parseIndex)
    .option('--entry', 'print the entry itself instead')
    .action(async (directory: string, index: number, options: KeyOptions & { readonly entry?: true }) => {
      const { proof, entry } = await proveEntry(logFilesIn(directory), trustOf(options), index);
      io.out(options.entry ? Buffer.from(entry).toString() : proof);
    });
}

function checkCommand(io: CommandIo): Command {
  return withKeys('check', 'check the proof of an entry; needs nothing but the log’s key')
    .argument('<proof>', 'file with the proof')
    .argument('<entry>', 'file with the entry')
    .addHelpText('after', '\nExit codes: 0 proven, 1 not proven, 2 could not run.')
    .action((proof: string, entry: string, options: KeyOptions) => {
      const checked = checkProof(readGiven(proof, 'the proof'), readGiven(entry, 'the entry'), options.key);
      io.out(renderProven(checked, io.colour));
      io.exit(isFlawed(checked) ? 1 : 0);
    });
}

function withKeys(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption('--key <key>', 'key of the log, or of a witness: name+id+base64; may be repeated', addKey)
    .option('--origin <name>', 'origin of the log, where it does not begin with the name of its key');
}

async function verify(directory: string, options: VerifyOptions, io: CommandIo): Promise<void> {
  const progress = progressLine(io, 'entries');
  const trust = { ...trustOf(options), kept: options.checkpoint ?? [] };
  const verification = { files: logFilesIn(directory), ...trust, onProgress: progress.tell };
  const report = await verifyLog(verification).finally(progress.end);
  io.out(options.json ? logReportJson(report) : renderLogReport(report, io.colour));
  io.exit(report.findings.length > 0 ? 1 : 0);
}

function trustOf({ key: keys, origin }: KeyOptions) {
  return origin === undefined ? { keys } : { keys, origin };
}

function parseIndex(text: string): number {
  const index = Number(text);
  if (/^\d{1,15}$/.test(text)) return index;
  throw new InvalidArgumentError('Write a whole number, counted from 0.');
}
