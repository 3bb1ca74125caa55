import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { GatehouseFault } from '../../shared/errors.ts';

/** A row of a JSON Lines file. Rows with other labels, or none, are innocent: they were collected for another purpose. */
const Row = z.object({
  text: z.string(),
  label: z.string().optional(),
  /** An attack only in the light of a system prompt that the row does not have in its text. */
  context_dependent: z.boolean().optional(),
  label_quality: z.string().optional(),
  license: z.string().optional(),
  source: z.string().optional(),
});

export interface LabelledRow {
  readonly text: string;
  readonly attack: boolean;
}

/** Where rows came from, for the record beside the weights. */
export interface Provenance {
  readonly file: string;
  /** Of the file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly attacks: number;
  readonly benign: number;
  readonly licenses: readonly string[];
  readonly sources: readonly string[];
}

/** Reads a labelled file, but rows that would teach something else. */
export function readLabelledRows(path: string): {
  readonly rows: readonly LabelledRow[];
  readonly provenance: Provenance;
} {
  const bytes = readFileSync(path);
  const lines = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const parsed = lines.map((line, i) => parseRow(path, line, i + 1)).filter(teaches);
  const rows = parsed.map(({ text, label }) => ({ text, attack: label === 'attack' }));
  const attacks = rows.filter(({ attack }) => attack).length;
  return {
    rows,
    provenance: {
      file: basename(path),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      attacks,
      benign: rows.length - attacks,
      licenses: distinct(parsed.map(({ license }) => license)),
      sources: distinct(parsed.map(({ source }) => source?.split(/[\s:@]/)[0])),
    },
  };
}

/** Harmful requests ask for something bad and do nothing to the model's instructions; attacks by context or with doubtful labels teach innocent words. */
function teaches({ label, context_dependent, label_quality = 'ok' }: z.output<typeof Row>): boolean {
  return label !== 'harmful' && context_dependent !== true && (label !== 'attack' || label_quality === 'ok');
}

function parseRow(path: string, line: string, number: number): z.output<typeof Row> {
  try {
    return Row.parse(JSON.parse(line));
  } catch {
    // The cause would quote the row.
    throw new GatehouseFault(
      'usage',
      `Line ${number} of ${basename(path)} is no labelled row.`,
      'Give JSON Lines with text and label (attack or benign).',
    );
  }
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}
