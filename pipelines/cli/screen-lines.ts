import { type Inspection, inspectText } from '../../hub/screening/inspect-text.ts';
import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import { type TextKind, textKinds } from '../evaluation/data-row.ts';
import { type LineBatch, linesOf } from '../evaluation/line-batches.ts';

/** What lines of JSON become: a line for each, in their order. */
export interface ScreenedLines {
  readonly output: string;
  readonly rows: number;
  /** Lines that could not be screened. */
  readonly bad: number;
}

/** How sure a pattern with its check is of itself: it either finds or it does not. */
const certain = 1;

const problems = {
  utf8: 'not UTF-8',
  json: 'not JSON',
  row: 'no object with id and text',
  kind: `kind is none of ${textKinds.join(', ')}`,
  screening: 'a detector broke',
} as const;

interface Row {
  readonly id: string | number;
  readonly text: string;
  readonly kind: TextKind;
}

/** Screens every line of a batch; one that cannot be screened says why, by its number, and stops no other. */
export function screenLines({ bytes, firstLine }: LineBatch, plan: ScreeningPlan, otherwise: TextKind): ScreenedLines {
  let output = '';
  let rows = 0;
  let bad = 0;
  for (const [index, line] of linesOf(bytes).entries()) {
    if (line?.trim() === '') continue;
    rows += 1;
    const answer = screenLine(line, plan, otherwise);
    if ('error' in answer) bad += 1;
    output += `${JSON.stringify('error' in answer ? { ...answer, line: firstLine + index } : answer)}\n`;
  }
  return { output, rows, bad };
}

/** The answer to a line that was too long to be read at all. */
export function tooLongLine(line: number, longest: number): ScreenedLines {
  const error = `longer than ${longest} bytes`;
  return { output: `${JSON.stringify({ error, line })}\n`, rows: 1, bad: 1 };
}

function screenLine(line: string | undefined, plan: ScreeningPlan, otherwise: TextKind): object {
  if (line === undefined) return { error: problems.utf8 };
  const row = readLine(line, otherwise);
  if ('error' in row) return row;
  try {
    return answerOf(row.id, inspectText(plan, row.text, row.kind));
  } catch {
    // The fault's own message is meant for the platform team; here the row is named, and the next one screened.
    return { id: row.id, error: problems.screening };
  }
}

function readLine(line: string, otherwise: TextKind): Row | { readonly id?: string | number; readonly error: string } {
  const value = parsed(line);
  if (value === undefined) return { error: problems.json };
  if (typeof value !== 'object' || value === null) return { error: problems.row };
  const { id, text, kind = otherwise } = value as { readonly [name: string]: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') return { error: problems.row };
  if (typeof text !== 'string') return { id, error: problems.row };
  const known = textKinds.find((one) => one === kind);
  return known === undefined ? { id, error: problems.kind } : { id, text, kind: known };
}

/** undefined: no JSON; its own message would quote the line. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function answerOf(id: string | number, { action, spans, attack, topics }: Inspection): object {
  const findings = spans.map(({ type, start, end, detector }) => ({ type, start, end, score: certain, detector }));
  return { id, action, findings, attack, ...(topics.length === 0 ? {} : { topics }) };
}
