import * as z from 'zod/mini';
import type { Outcome } from '../../audit/record.ts';
import type { AnswerFacts, TokenUsage } from '../dialects/dialect.ts';
import type { Faces } from '../faces.ts';
import type { HandledEnd, Upstream } from '../handlers.ts';
import { oneOf } from './fixed-words.ts';
import { brokenFrames } from './frame.ts';
import { encodeJson, readJson } from './json-payload.ts';
import { judgementForm } from './judgement-form.ts';
import { refusalForm, verdictsForm } from './verdict-form.ts';

const usage: z.ZodMiniType<TokenUsage> = z.strictObject({
  input: z.number(),
  output: z.number(),
  cacheRead: z.number(),
  cacheWrite: z.number(),
});

const facts: z.ZodMiniType<AnswerFacts> = z.strictObject({
  finishReasons: z.array(z.string()),
  model: z.exactOptional(z.string()),
  usage: z.exactOptional(usage),
  guardrailAction: z.exactOptional(z.string()),
  grounding: z.exactOptional(z.number()),
  relevance: z.exactOptional(z.number()),
});

/** What further calls used; null: it was not said. */
export const asidesForm = z.array(z.nullable(usage));

const endForm = z.strictObject({
  outcome: oneOf<Outcome>({ answered: true, blocked: true, refused: true, upstream_error: true, faulted: true }),
  status: z.int().check(z.minimum(100), z.maximum(599)),
  errorType: z.exactOptional(z.string()),
  refusal: z.exactOptional(refusalForm),
  input: verdictsForm,
  output: verdictsForm,
  facts: z.exactOptional(facts),
  bedrockRequestId: z.exactOptional(z.string()),
  judgement: z.exactOptional(judgementForm),
  repairs: z.exactOptional(z.int().check(z.minimum(0))),
  asides: z.exactOptional(asidesForm),
  /** `first`: the body that came before the head; `last`: the one that came since. */
  sent: z.enum(['none', 'first', 'last']),
  /** Whether there is an answer that does not leave; it may be empty. */
  unreleased: z.boolean(),
});

/** The bytes that belong to an end, which come before it. */
export interface EndBytes {
  readonly withheld: readonly Faces[];
  readonly unreleased: readonly Faces[];
  readonly sent: Uint8Array | undefined;
}

export function encodeEnd(end: HandledEnd, first: Uint8Array | undefined): Uint8Array {
  const { withheld: _, unreleased, sent, facts: said, asides, ...rest } = end;
  return encodeJson({
    ...rest,
    ...(said !== undefined && { facts: factsAlone(said) }),
    ...(asides !== undefined && { asides: asides.map((one) => one ?? null) }),
    sent: sent === undefined ? 'none' : sent === first ? 'first' : 'last',
    unreleased: unreleased !== undefined,
  });
}

/** What is at hand as facts may be the whole parsed answer. */
function factsAlone({ finishReasons, model, usage: used, guardrailAction, grounding, relevance }: AnswerFacts): object {
  return { finishReasons, model, usage: used, guardrailAction, grounding, relevance };
}

export function readEnd(payload: Uint8Array, upstream: Upstream | undefined, bytes: EndBytes): HandledEnd {
  const { sent: which, unreleased: any, asides, ...rest } = readJson(payload, endForm);
  const sent = which === 'first' ? upstream?.sent : bytes.sent;
  if (which !== 'none' && sent === undefined) throw brokenFrames('what the model was sent is missing');
  return {
    ...rest,
    ...(asides !== undefined && { asides: readAsides(asides) }),
    ...(which !== 'none' && sent !== undefined && { sent }),
    ...(any && { unreleased: bytes.unreleased }),
    withheld: bytes.withheld,
  };
}

export function readAsides(asides: readonly (TokenUsage | null)[]): readonly (TokenUsage | undefined)[] {
  return asides.map((one) => one ?? undefined);
}
