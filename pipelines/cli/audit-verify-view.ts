import pc from 'picocolors';
import type { NoteKey } from '../../hub/audit/log/note-key.ts';
import type { EvidenceReport } from '../../hub/audit/verifier/evidence-report.ts';
import { printable } from '../../shared/config/printable.ts';
import { findingLines } from './finding-lines.ts';

/** What was believed: keys that the reader brought, or those that the directory lists. */
export interface TrustedKeys {
  readonly keys: readonly NoteKey[];
  readonly pinned: boolean;
}

/** For people. What the files say is quoted with care: whoever altered them may have written it. */
export function renderEvidenceReport(report: EvidenceReport, trusted: TrustedKeys, colour: boolean): string {
  const colours = pc.createColors(colour);
  const { shards, records, calls, contents, pending, findings, unlisted } = report;
  const count = findings.length + unlisted;
  const lines = [
    count === 0 ? colours.green('nothing found') : colours.red(`${counted(count, 'finding')}`),
    `  ${counted(records, 'record')} under ${counted(sum(report), 'verified checkpoint')}, ${counted(calls, 'whole call')}, ${counted(contents, 'content')} with the right hash`,
    ...shards.map(
      ({ shard, size, checkpoints, origin }) =>
        `  ${shard}  ${counted(size, 'record')}, ${counted(checkpoints, 'checkpoint')}  ${printable(origin ?? 'no log', 200)}`,
    ),
    ...(pending === 0
      ? []
      : [`  ${counted(pending, 'record')} not sealed yet: the hub runs, or was killed and seals them when it starts`]),
    ...trusted.keys.map(({ name, id }) => `  key ${printable(`${name}+${id}`, 200)}`),
    ...(trusted.pinned
      ? []
      : [colours.dim('  the key is the one that the directory lists; bring your own with --key')]),
    ...findings.flatMap((finding) => findingLines(finding, colour)),
    ...(unlisted === 0 ? [] : [`and ${figure(unlisted)} more`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** For programs. */
export function evidenceReportJson(report: EvidenceReport, { keys, pinned }: TrustedKeys): string {
  const trusted = { pinned, keys: keys.map(({ name, id, role }) => ({ name, id, role })) };
  return `${JSON.stringify({ ...report, trusted }, null, 2)}\n`;
}

function sum({ shards }: EvidenceReport): number {
  return shards.reduce((all, { checkpoints }) => all + checkpoints, 0);
}

function counted(count: number, what: string): string {
  return `${figure(count)} ${what}${count === 1 ? '' : 's'}`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
