/** Everything that a prompt is judged by before a model may see it: documents are read, local detectors run, the guardrail is asked about what it would skip. */
import type { EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { ParsedRequest } from '../gateway/dialects/dialect.ts';
import type { Guardrails } from '../gateway/ports.ts';
import { judgeByGuardrail } from '../guardrails/judge-by-guardrail.ts';
import { isGuardrailType } from '../guardrails/judging-engines.ts';
import { mergeVerdicts } from '../guardrails/merge-verdicts.ts';
import { skippedByGuardrail } from '../guardrails/skipped-parts.ts';
import { readDocuments } from '../screening/documents/read-documents.ts';
import { hideKnownValues } from '../screening/hide-known-values.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import { Pseudonyms, textsThatMayHoldTokens } from '../screening/pseudonyms.ts';
import type { Screener } from '../screening/screener.ts';
import { refuseUnread } from '../screening/unreadable.ts';

export interface ScreeningOrder {
  readonly operation: Operation;
  readonly request: ParsedRequest;
  readonly screener: Screener;
  /** The application's actions for sensitive information in prompts. */
  readonly entities: Readonly<Record<string, EntityAction>>;
  /** What to do with a part that no detector can read. */
  readonly unreadable: 'refuse' | 'allow-unscreened';
  readonly guardrail: GuardrailPolicy;
}

export interface ScreenedPrompt {
  /** One for each part, in order. */
  readonly verdicts: readonly PartVerdict[];
  /** What stands behind the tokens that are in the prompt now. */
  readonly pseudonyms: Pseudonyms;
  /** Why the prompt goes no further; undefined where it does. */
  readonly stop: 'blocked' | Refusal | undefined;
}

export async function screenPrompt(order: ScreeningOrder, guardrails: Guardrails): Promise<ScreenedPrompt> {
  const { parts } = order.request;
  const pseudonyms = new Pseudonyms(textsThatMayHoldTokens(parts));
  const read = await documentsRead(parts);
  const local = parts.map((part) =>
    read || part.document === undefined
      ? screenPart(order.screener, part, pseudonyms)
      : failedVerdict(part, 'reading the document failed'),
  );
  const stop = stopFor(local, order);
  if (stop !== undefined) return { verdicts: local, pseudonyms, stop };
  const judged = await askGuardrail(local, pseudonyms, order, guardrails);
  const verdicts = hideKnownValues(parts, judged, pseudonyms);
  return { verdicts, pseudonyms, stop: stopFor(verdicts, order) };
}

/** A detector that breaks is no reason to know nothing of the other parts; the record says of which part it was. */
function screenPart(screener: Screener, part: Part, pseudonyms: Pseudonyms): PartVerdict {
  try {
    return screener.screen(part, pseudonyms);
  } catch {
    return failedVerdict(part, 'a detector failed');
  }
}

function failedVerdict({ pointer, kind }: Part, reason: string): PartVerdict {
  return { pointer, kind, verdict: 'not_run', failed: true, reason, findings: [] };
}

/** Whether documents were read as far as they can be. What is in a document makes none of this fail; a thread that cannot be started does. */
async function documentsRead(parts: readonly Part[]): Promise<boolean> {
  try {
    await readDocuments(parts);
    return true;
  } catch {
    return false;
  }
}

/** In this order: what was not screened cannot be known to be blocked or not. */
function stopFor(verdicts: readonly PartVerdict[], { request, unreadable }: ScreeningOrder): ScreenedPrompt['stop'] {
  const failed = verdicts.find((verdict) => verdict.failed === true);
  if (failed !== undefined) return refuseFailed(failed);
  if (verdicts.some(({ verdict }) => verdict === 'blocked')) return 'blocked';
  return refuseUnread(request.parts, verdicts, unreadable);
}

function refuseFailed({ kind, pointer, reason }: PartVerdict): Refusal {
  return refuse(
    'screening_unavailable',
    `The ${kind} at ${pointer} could not be screened (${reason ?? 'no reason is known'}), so no model is asked. Try again; if it goes on, tell the platform team the request id.`,
  );
}

async function askGuardrail(
  local: readonly PartVerdict[],
  pseudonyms: Pseudonyms,
  order: ScreeningOrder,
  guardrails: Guardrails,
): Promise<readonly PartVerdict[]> {
  const { guardrail, entities, request } = order;
  const places = guardrails.engine === 'local' ? [] : placesToJudge(order);
  if (places.length === 0) return local;
  const parts = places.flatMap((at) => request.parts[at] ?? []);
  const judged = await judgeByGuardrail(parts, { guardrail, source: 'INPUT', entities, pseudonyms }, guardrails);
  const merged = [...local];
  for (const [index, at] of places.entries()) {
    const [ours, theirs] = [local[at], judged[index]];
    if (ours !== undefined && theirs !== undefined) merged[at] = mergeVerdicts(ours, theirs);
  }
  return merged;
}

/**
 * Beside a model that generates stands the guardrail itself, for what it reads. Embeddings have none beside them, and are brought to it where the policy names
 * something that only it can judge. Nobody reads what CountTokens answers, and no model answers it: local screening is all it gets.
 */
function placesToJudge({ operation, request, entities, guardrail }: ScreeningOrder): number[] {
  if (operation === 'CountTokens') return [];
  if (request.generates) return skippedByGuardrail(request.parts);
  const wanted = Object.entries(entities).some(([type, action]) => action !== 'allow' && isGuardrailType(type));
  if (!wanted && guardrail.topics.length === 0) return [];
  return request.parts.flatMap(({ texts }, at) => (texts.length > 0 ? [at] : []));
}
