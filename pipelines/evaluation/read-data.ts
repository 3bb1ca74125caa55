import { createReadStream } from 'node:fs';
import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { type JudgedRow, readRow, type SensitiveRow } from './data-row.ts';
import { lineBatches, linesOf } from './line-batches.ts';

export interface EvaluationData {
  readonly file: string;
  readonly sensitive: readonly SensitiveRow[];
  readonly judged: readonly JudgedRow[];
}

interface Rows {
  readonly sensitive: SensitiveRow[];
  readonly judged: JudgedRow[];
}

const size = { batchBytes: 1 << 20, longestLine: 1 << 26 };

/** Reads labelled rows, one JSON object a line. Throws GatehouseFault `usage` at the first line that is none, by its number. */
export async function readEvaluationData(file: string): Promise<EvaluationData> {
  const rows: Rows = { sensitive: [], judged: [] };
  try {
    for await (const { firstLine, bytes, tooLong } of lineBatches(createReadStream(file), size)) {
      if (tooLong) throw badRow(file, firstLine, 'it is longer than 64 MB');
      for (const [index, line] of linesOf(bytes).entries()) addRow(rows, line, file, firstLine + index);
    }
  } catch (cause) {
    throw cause instanceof GatehouseFault ? cause : unreadable(file, cause);
  }
  return { file, ...rows };
}

function addRow(rows: Rows, line: string | undefined, file: string, number: number): void {
  if (line === undefined) throw badRow(file, number, 'it is not UTF-8');
  if (line.trim() === '') return;
  const read = readRow(parseLine(line, file, number));
  if (typeof read === 'string') throw badRow(file, number, read);
  if (read.kind === 'sensitive') rows.sensitive.push(read.row);
  else rows.judged.push(read.row);
}

function parseLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The engine's message quotes the line.
    throw badRow(file, number, 'it is not JSON');
  }
}

function badRow(file: string, number: number, problem: string): GatehouseFault {
  return new GatehouseFault(
    'usage',
    `${printable(file, 300)}, line ${number} is no labelled row: ${printable(problem, 300)}.`,
    'A row has id, text and either spans [{start, end, type}] or label (attack, harmful, benign); npx gatehouse evaluate --help says more.',
  );
}

/** Why a file of the caller cannot be read. */
export function unreadable(file: string, cause: unknown): GatehouseFault {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  const reason = code === 'ENOENT' ? 'there is no such file' : `the system says ${code}`;
  return new GatehouseFault(
    'usage',
    `Cannot read ${printable(file, 300)}: ${reason}.`,
    'Check the name and the permissions.',
    { cause },
  );
}
