/** What callers are told of a judgement: rules, places, counts and the record's id, and nothing of the answer. */
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import type { Confidence, ReasonCode } from '../confidence/score-confidence.ts';
import type { SchemaCheck } from '../schema/check-answer.ts';
import type { SchemaError } from '../schema/schema-errors.ts';

const unsupported: Readonly<Partial<Record<ReasonCode, readonly [one: string, many: string]>>> = {
  unsupported_figures: ['figure', 'figures'],
  unsupported_names: ['name', 'names'],
  unsupported_dates: ['date', 'dates'],
  unsupported_quotations: ['quotation', 'quotations'],
  unsupported_citations: ['citation', 'citations'],
};

const others: Readonly<Partial<Record<ReasonCode, string>>> = {
  refusal: 'it reads as a refusal',
  truncated: 'it was cut off',
  schema_repairs: 'it had to be corrected',
  grounding: 'the guardrail found little of it in the sources',
  relevance: 'the guardrail found little in it that answers the question',
  self_agreement: 'other answers to the same question differ',
};

/** Such as `Low confidence (0.42): 3 figures and 1 quotation stand in no given source. Record 01….` */
export function annotationOf(confidence: Confidence | null, recordId: string): string {
  return `Low confidence (${scoreOf(confidence)}): ${reasonsOf(confidence)}. Record ${recordId}.`;
}

export function withheldMessage(confidence: Confidence | null, recordId: string): string {
  return `This answer was withheld for its low confidence (${scoreOf(confidence)}). A person can look at it under record ${recordId}.`;
}

function scoreOf(confidence: Confidence | null): string {
  return (confidence?.score ?? 0).toFixed(2);
}

function reasonsOf(confidence: Confidence | null): string {
  const counts: string[] = [];
  const more: string[] = [];
  for (const { code, count } of confidence?.reasons ?? []) {
    const words = unsupported[code];
    const other = others[code];
    if (words !== undefined) counts.push(`${count} ${words[count === 1 ? 0 : 1]}`);
    else if (other !== undefined) more.push(other);
  }
  const last = counts.pop();
  if (last === undefined) return more.join('; ');
  const [listed, verb] =
    counts.length === 0 ? [last, last.startsWith('1 ')] : [`${counts.join(', ')} and ${last}`, false];
  return [`${listed} ${verb ? 'stands' : 'stand'} in no given source`, ...more].join('; ');
}

/** How many errors a caller is told; the record has all. */
const mostTold = 3;
const longestPath = 120;

/** The typed refusal of an answer that does not satisfy its schema, or whose application's schema cannot be checked. */
export function schemaRefusal(check: SchemaCheck): Refusal {
  if (check.result !== 'failed') {
    const reason = check.result === 'not_checked' ? check.reason.replaceAll('_', ' ') : 'unknown';
    return refuse(
      'output_schema_failed',
      `The answer could not be checked against the application’s output schema (${reason}), so nothing is answered. The platform team sets it in governance.yaml (outputSchema).`,
    );
  }
  const errors = check.errors.slice(0, mostTold).map(told).join(', ');
  return refuse(
    'output_schema_failed',
    `The model’s answer does not satisfy the JSON schema that it must satisfy: ${errors}. Ask again, or simplify the schema.`,
  );
}

/** Ways of being no document, in words; all others are the names of rules. */
const documents: ReadonlySet<string> = new Set(['empty', 'fenced', 'not_json', 'too_deep', 'too_large']);

function told({ path, rule, missing }: SchemaError): string {
  if (path === '' && documents.has(rule)) return `the answer is no JSON document (${rule.replace('_', ' ')})`;
  const place = path === '' ? 'the document' : path.slice(0, longestPath);
  return missing === undefined ? `${place} breaks “${rule}”` : `${place} lacks “${missing}”`;
}
