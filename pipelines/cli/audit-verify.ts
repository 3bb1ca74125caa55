import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { evidenceIn } from '../../hub/audit/evidence-files.ts';
import type { KeptCheckpoint } from '../../hub/audit/log/known-checkpoints.ts';
import type { NoteKey } from '../../hub/audit/log/note-key.ts';
import { publicKeysFile, readPublicKeys, signsWith } from '../../hub/audit/log-key.ts';
import type { EvidenceFinding, EvidenceReport } from '../../hub/audit/verifier/evidence-report.ts';
import { verifyEvidence } from '../../hub/audit/verifier/verify-evidence.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { evidenceReportJson, renderEvidenceReport } from './audit-verify-view.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { addKept, addKey } from './log-options.ts';
import { progressLine } from './progress-line.ts';

interface VerifyOptions {
  readonly key?: readonly NoteKey[];
  readonly checkpoint?: readonly KeptCheckpoint[];
  readonly json?: true;
}

const help = `
Verified are: the signature and root of every checkpoint, every entry of the logs against the records in the packs, each writer's chain, the
two records of each call, and the hash of each content. A checkpoint that you kept proves that nothing before it was dropped or exchanged since.
Without --key, the keys that the directory itself lists are believed: whoever could alter all of it could alter those too.

Findings: altered, removed, inserted, reordered, rolled-back, forked, wrong-key, malformed, gap (a record of a writer is missing),
orphan (an intent without completion: the call was cut off, or is in flight).

Exit codes: 0 nothing found, 1 something found, 2 could not run.`;

/** `gatehouse audit verify`: everything that a hub has kept, derived again from its files alone. */
export function auditVerifyCommand(io: CommandIo = processIo): Command {
  return new Command('verify')
    .description('verify records, logs and content of a state directory, without the hub')
    .addArgument(
      new Argument('[directory]', 'state directory, or a copy of its evidence/ and log/').default(
        process.env.GATEHOUSE_STATE ?? '.gatehouse',
      ),
    )
    .option('--key <key>', 'key of the log, as you know it: name+id+base64; may be repeated', addKey)
    .option('--checkpoint <file>', 'a checkpoint that you kept; may be repeated', addKept)
    .option('--json', 'JSON instead of text')
    .addHelpText('after', help)
    .action((directory: string, options: VerifyOptions) => verify(directory, options, io));
}

async function verify(directory: string, options: VerifyOptions, io: CommandIo): Promise<void> {
  if (!existsSync(join(directory, 'evidence')) && !existsSync(join(directory, 'log'))) throw nothingThere(directory);
  const { keys, findings } = trustedKeys(directory, options.key);
  const progress = progressLine(io, 'records');
  const verification = {
    evidence: evidenceIn(directory),
    keys,
    kept: options.checkpoint ?? [],
    onProgress: progress.tell,
  };
  const verified = await verifyEvidence(verification).catch(asFault).finally(progress.end);
  const report: EvidenceReport = { ...verified, findings: [...findings, ...verified.findings] };
  const trusted = { keys, pinned: options.key !== undefined };
  io.out(options.json ? evidenceReportJson(report, trusted) : renderEvidenceReport(report, trusted, io.colour));
  io.exit(report.findings.length > 0 ? 1 : 0);
}

/** The keys to verify with, and what is wrong with those that the directory lists. */
function trustedKeys(directory: string, given: readonly NoteKey[] | undefined) {
  const file = `log/${publicKeysFile}`;
  const listed = readPublicKeys(join(directory, 'log'));
  const findings: EvidenceFinding[] = [];
  if (listed.damaged)
    findings.push({ kind: 'altered', file, message: 'The list of public keys is missing or damaged.' });
  const keys = given ?? listed.keys;
  const isListed = keys.every(({ name, id }) => listed.keys.some((each) => each.name === name && each.id === id));
  if (!isListed)
    findings.push({
      kind: 'wrong-key',
      file,
      message: 'The directory does not list the key that it is to be verified with.',
    });
  if (signsWith(directory, keys) === false) {
    findings.push({ kind: 'wrong-key', file, message: 'The hub of this directory signs with another key.' });
  }
  return { keys, findings };
}

/** Whatever the file system refuses is a reason not to be able to verify, not a defect. */
function asFault(cause: unknown): never {
  if (cause instanceof GatehouseFault || typeof (cause as NodeJS.ErrnoException).code !== 'string') throw cause;
  const remedy = 'Run this as a user who may read all of the state directory, and check its disk.';
  throw new GatehouseFault('evidence_unavailable', 'The evidence cannot be read.', remedy, { cause });
}

function nothingThere(directory: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_unavailable',
    `There is no evidence in ${directory}.`,
    'Name the state directory of a hub that has run at least once (--state of npm start), or a copy of its evidence/ and log/.',
  );
}
