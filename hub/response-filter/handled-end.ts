/** How the handlers' part of a call ended where there was a prompt that could be judged or an answer that could be filtered. */
import type { Outcome } from '../audit/record.ts';
import { refusedEnd } from '../gateway/call-end.ts';
import type { AnswerFacts, TokenUsage } from '../gateway/dialects/dialect.ts';
import { usageOfHeaders } from '../gateway/dialects/header-usage.ts';
import { alike, type Faces } from '../gateway/faces.ts';
import type { HandledEnd } from '../gateway/handlers.ts';
import type { AnsweredPrompt } from '../prompt-handler/prompt-handler.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { FilteredEnd } from './answer-context.ts';

/** Screening stopped the prompt: an answer that says so, as Bedrock's guardrails do it. */
export function blockedPromptEnd(input: readonly PartVerdict[], withheld: readonly Faces[]): HandledEnd {
  const facts = { finishReasons: ['guardrail_intervened'] };
  return { outcome: 'blocked', status: 200, input, output: [], facts, withheld };
}

/** Bedrock said no: its own status and body pass on. */
export function upstreamErrorEnd(asked: AnsweredPrompt, body: Uint8Array): HandledEnd {
  const { status, headers, requestId } = asked.answer;
  return {
    outcome: 'upstream_error',
    status,
    errorType: headers['x-amzn-errortype']?.split(/[:;]/)[0] ?? `HTTP ${status}`,
    input: asked.verdicts,
    output: [],
    bedrockRequestId: requestId,
    sent: asked.sent,
    withheld: [alike(body)],
  };
}

/** The model answered, and the answer has been screened to its end. */
export function filteredEnd(asked: AnsweredPrompt, filtered: FilteredEnd): HandledEnd {
  const known = {
    input: asked.verdicts,
    output: filtered.verdicts,
    facts: factsOf(asked, filtered),
    bedrockRequestId: asked.answer.requestId,
    sent: asked.sent,
    ...(filtered.judgement !== undefined && { judgement: filtered.judgement }),
    ...(filtered.unreleased !== undefined && { unreleased: filtered.unreleased }),
  };
  if (filtered.refusal !== undefined) return { ...refusedEnd(filtered.refusal), ...known, withheld: [] };
  const outcome = outcomeOf(filtered);
  const end = { ...known, outcome, status: 200, withheld: filtered.withheld };
  return filtered.errorType === undefined ? end : { ...end, errorType: filtered.errorType };
}

/** A guardrail that stepped in on Bedrock's side counts as a block, like our own; one that only masked does not. */
function outcomeOf(filtered: FilteredEnd): Outcome {
  if (filtered.errorType !== undefined) return 'upstream_error';
  if (filtered.blocked || filtered.facts.finishReasons.includes('guardrail_intervened')) return 'blocked';
  return 'answered';
}

function factsOf(asked: AnsweredPrompt, { facts, blocked }: FilteredEnd): AnswerFacts {
  const finishReasons = blocked ? ['guardrail_intervened'] : facts.finishReasons;
  const usage = usageOf(asked, { facts });
  return usage === undefined ? { ...facts, finishReasons } : { ...facts, finishReasons, usage };
}

/** What the model's answer says that it used, or else its headers. */
export function usageOf({ answer }: AnsweredPrompt, { facts }: Pick<FilteredEnd, 'facts'>): TokenUsage | undefined {
  return facts.usage ?? usageOfHeaders(answer.headers);
}
