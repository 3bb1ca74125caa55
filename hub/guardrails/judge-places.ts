import type { Guardrails } from '../gateway/ports.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import type { GuardrailUse } from './guardrail-findings.ts';
import { judgeByGuardrail } from './judge-by-guardrail.ts';
import { mergeVerdicts } from './merge-verdicts.ts';

/** Has the parts at `places` judged by the guardrail too; answers the verdicts of all parts, in order. Nothing is asked where there is no place. */
export async function judgePlaces(
  places: readonly number[],
  parts: readonly Part[],
  local: readonly PartVerdict[],
  use: GuardrailUse,
  port: Guardrails,
): Promise<readonly PartVerdict[]> {
  if (places.length === 0) return local;
  const asked = places.flatMap((at) => parts[at] ?? []);
  const judged = await judgeByGuardrail(asked, use, port);
  const merged = [...local];
  for (const [index, at] of places.entries()) {
    const [ours, theirs] = [local[at], judged[index]];
    if (ours !== undefined && theirs !== undefined) merged[at] = mergeVerdicts(ours, theirs);
  }
  return merged;
}
