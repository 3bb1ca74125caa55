import pc from 'picocolors';
import type { EvidenceFinding } from '../../hub/audit/verifier/evidence-report.ts';
import { printable } from '../../shared/config/printable.ts';

/** A finding for people. What files say is quoted with care: whoever altered them may have written it. */
export function findingLines(finding: EvidenceFinding, colour: boolean): readonly string[] {
  const { kind, file, index, recordId, message, says, expected } = finding;
  const where = [printable(file, 200)];
  if (index !== undefined) where.push(`entry ${index.toLocaleString('en-US')}`);
  if (recordId !== undefined) where.push(`record ${printable(recordId, 64)}`);
  const lines = [printable(message, 300)];
  if (says !== undefined) lines.push(`says      ${printable(says, 200)}`);
  if (expected !== undefined) lines.push(`should be ${printable(expected, 200)}`);
  const head = `${pc.createColors(colour).red(kind.padEnd(11))} ${where.join(', ')}`;
  return [head, ...lines.map((line) => `            ${line}`)];
}
