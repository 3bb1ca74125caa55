import type { SchemaError } from './schema-errors.ts';

/** What each way of being no document asks for. */
const advice: Readonly<Record<string, string>> = {
  empty: 'it was empty',
  fenced: 'it stood in a Markdown code fence',
  not_json: 'it was not JSON, or something stood before or after it',
  too_deep: 'it was nested too deeply',
  too_large: 'it was too long',
};

/**
 * What the model is told in a repair round: what was wrong, by place and rule, and to answer with the document alone. It quotes nothing of the answer, which the model
 * has before it, and takes from the schema no more than names.
 */
export function repairInstruction(hints: readonly SchemaError[]): string {
  let faults = '';
  for (const hint of hints) {
    const fault = `- ${faultOf(hint)}\n`;
    if (faults.length + fault.length > longestRepairInstruction - frame('').length) break;
    faults += fault;
  }
  return frame(faults);
}

/** In UTF-16 units: the instruction is paid for, and its cost is set aside before anybody knows what will be wrong. */
export const longestRepairInstruction = 1_200;

function frame(faults: string): string {
  return `Your last answer does not satisfy the JSON schema that it must satisfy:\n${faults}Answer again with the corrected JSON document alone: no explanation, no code fence.`;
}

function faultOf({ path, rule, missing }: SchemaError): string {
  const known = advice[rule];
  if (path === '' && known !== undefined) return known;
  const place = path === '' ? 'the document' : path;
  return missing === undefined
    ? `${place} breaks the rule "${rule}"`
    : `${place} lacks the member ${JSON.stringify(missing)}`;
}
