/** Everything that a prompt is judged by before a model may see it: documents are read, local detectors run, the guardrail is asked about what it would skip. */
import type { EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { ParsedRequest } from '../gateway/dialects/dialect.ts';
import type { Guardrails } from '../gateway/ports.ts';
import { isGuardrailType } from '../guardrails/contextual-types.ts';
import { judgePlaces } from '../guardrails/judge-places.ts';
import { skippedByGuardrail } from '../guardrails/skipped-parts.ts';
import { hideKnownValues } from '../screening/hide-known-values.ts';
import type { PartVerdict } from '../screening/parts.ts';
import { Pseudonyms, textsThatMayHoldTokens } from '../screening/pseudonyms.ts';
import { readAndScreen } from '../screening/read-and-screen.ts';
import { refuseFailedPrompt } from '../screening/refuse-failed.ts';
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
  const { request, screener, entities, guardrail } = order;
  const { parts } = request;
  // Reads the parts when the first token is made, and by then the documents are among them.
  const pseudonyms = new Pseudonyms(textsThatMayHoldTokens(parts));
  const local = screener.screenTogether(parts, await readAndScreen(parts, screener, pseudonyms));
  const stop = stopFor(local, order);
  if (stop !== undefined) return { verdicts: local, pseudonyms, stop };
  const places = guardrails.engine === 'local' ? [] : placesToJudge(order);
  const use = { guardrail, source: 'INPUT', entities, pseudonyms } as const;
  const judged = await judgePlaces(places, parts, local, use, guardrails);
  const verdicts = hideKnownValues(parts, judged, pseudonyms);
  return { verdicts, pseudonyms, stop: stopFor(verdicts, order) };
}

/** In this order: what was not screened cannot be known to be blocked or not. */
function stopFor(verdicts: readonly PartVerdict[], { request, unreadable }: ScreeningOrder): ScreenedPrompt['stop'] {
  const refusal = refuseFailedPrompt(verdicts);
  if (refusal !== undefined) return refusal;
  if (verdicts.some(({ verdict }) => verdict === 'blocked')) return 'blocked';
  return refuseUnread(request.parts, verdicts, unreadable);
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
