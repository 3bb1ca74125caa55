import { z } from 'zod';
import type { PartKind } from '../../hub/screening/parts.ts';

/** The kinds of part whose text a row may stand for. */
export const textKinds = [
  'text',
  'system',
  'tool-definition',
  'tool-use',
  'tool-result',
  'reasoning',
  'citation',
  'document',
  'search-result',
] as const satisfies readonly PartKind[];
export type TextKind = (typeof textKinds)[number];

const offset = z.int().min(0);
const span = z.object({ start: offset, end: offset, type: z.string().min(1), value: z.string().optional() });

/** Numbers serve as ids too. */
const id = z.union([z.string(), z.number()]).transform(String);
const common = { id, text: z.string(), kind: z.enum(textKinds).optional() };

/** A text with the sensitive information in it marked. */
const sensitiveRow = z.object({
  ...common,
  spans: z.array(span),
  /** The only types that are labelled on this row; ALL (or nothing): every type is. */
  scope: z.array(z.string()).default(['ALL']),
  /** Without context even an expert would hesitate. */
  weak: z.boolean().default(false),
  template_id: z.union([z.string(), z.number()]).optional(),
});

/** A text with a judgement on the whole of it. */
const judgedRow = z.object({
  ...common,
  label: z.enum(['attack', 'benign', 'harmful']),
  category: z.string().optional(),
  encoding: z.string().optional(),
  /** An attack only in the light of a system prompt that the row may hold. */
  context_dependent: z.boolean().default(false),
  label_quality: z.string().default('ok'),
  /** Innocent, but looks like an attack. */
  hard: z.boolean().default(false),
  /** Joins a clean document with its copies that hide an instruction. */
  pair_id: z.union([z.string(), z.number()]).optional(),
});

export type SensitiveRow = z.infer<typeof sensitiveRow>;
export type JudgedRow = z.infer<typeof judgedRow>;
export type DataRow =
  | { readonly kind: 'sensitive'; readonly row: SensitiveRow }
  | { readonly kind: 'judged'; readonly row: JudgedRow };

/** The row, or what is wrong with it in words that quote no content. */
export function readRow(value: unknown): DataRow | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not a JSON object';
  if (Object.hasOwn(value, 'spans')) return readSensitive(value);
  if (!Object.hasOwn(value, 'label')) return 'it has neither spans nor a label';
  const read = judgedRow.safeParse(value);
  return read.success ? { kind: 'judged', row: read.data } : problemOf(read.error);
}

function readSensitive(value: object): DataRow | string {
  const read = sensitiveRow.safeParse(value);
  if (!read.success) return problemOf(read.error);
  const row = read.data;
  const wrong = row.spans.findIndex(({ start, end, value: held }) => {
    if (start >= end || end > row.text.length) return true;
    return held !== undefined && row.text.slice(start, end) !== held;
  });
  if (wrong < 0) return { kind: 'sensitive', row };
  return `spans/${wrong} does not hold its value (offsets count UTF-16 code units, as in JavaScript)`;
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('/') ?? 'it'} is not what was expected (${issue?.code ?? 'unknown'})`;
}
