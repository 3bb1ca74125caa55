import pc from 'picocolors';
import { type Flawed, isFlawed } from '../../hub/audit/log/flawed.ts';
import type { ProvenEntry } from '../../hub/audit/log/log-proof.ts';
import type { LogReport } from '../../hub/audit/log/log-report.ts';
import { printable } from '../../shared/config/printable.ts';
import { findingLines } from './finding-lines.ts';

/** For people. What the log says is quoted with care: it may be from anybody. */
export function renderLogReport(report: LogReport, colour: boolean): string {
  const colours = pc.createColors(colour);
  const { findings, unlisted } = report;
  const count = findings.length + unlisted;
  const verdict =
    count === 0 ? colours.green('nothing found') : colours.red(`${figure(count)} finding${count === 1 ? '' : 's'}`);
  const lines = [
    `${colours.bold(printable(report.origin ?? 'no log', 200))}: ${verdict}`,
    `  ${figure(report.size)} entries under ${figure(report.checkpoints)} verified checkpoint${report.checkpoints === 1 ? '' : 's'}`,
    `  ${report.entries ? 'entries give the leaf hashes that were compared' : 'the log has hashes, no entries'}`,
    ...(report.witnesses.length === 0
      ? []
      : [`  newest checkpoint cosigned by ${report.witnesses.map((name) => printable(name)).join(', ')}`]),
    ...(report.ignored.length === 0
      ? []
      : [`  no part of the log: ${report.ignored.map((path) => printable(path)).join(', ')}`]),
    ...findings.flatMap((finding) => findingLines(finding, colour)),
    ...(unlisted === 0 ? [] : [`and ${figure(unlisted)} more`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function renderProven(checked: ProvenEntry | Flawed, colour: boolean): string {
  const colours = pc.createColors(colour);
  if (isFlawed(checked)) return `${colours.red('not proven')}: ${printable(checked.flaw, 300)}\n`;
  const { origin, index, size, witnesses } = checked;
  const seen = witnesses.length === 0 ? '' : `, cosigned by ${witnesses.map((name) => printable(name)).join(', ')}`;
  return `${colours.green('proven')}: entry ${figure(index)} of ${figure(size)} in ${printable(origin, 200)}${seen}\n`;
}

/** For programs. */
export function logReportJson(report: LogReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
