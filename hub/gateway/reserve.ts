import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { Reservation } from '../audit/record.ts';
import { estimateInputTokens, mostTokensOf } from '../cost/estimate.ts';
import { worstCaseCost } from '../cost/price.ts';
import { spotlightAllowance } from '../prompt-handler/spotlight.ts';
import { wantedSchemas } from '../response-filter/judgement/judging-of.ts';
import { longestRepairInstruction } from '../response-filter/schema/repair-instruction.ts';
import { type AdmittedCall, samplesOf } from './admit.ts';
import type { KnownCall } from './call-evidence.ts';
import type { Hub } from './hub.ts';
import type { Consumption, ReservationOutcome } from './ports.ts';

/** Sets the worst case of the call aside, or says which cap it does not fit. From here on the hold must be settled or it expires. */
export async function reserve(call: AdmittedCall, known: KnownCall, hub: Hub): Promise<Reservation | Refusal> {
  const amount = worstCase(call);
  const nowMs = hub.clock.now();
  const outcome = await hub.ledger.reserve({
    holdId: known.recordId,
    application: call.application.policy.name,
    limits: call.application.policy.limits,
    amount,
    nowMs,
    expiresAtMs: nowMs + known.policy.compiled.bundle.hub.holdSeconds * 1000,
  });
  if (outcome.kind === 'exceeded') return exceeded(call, outcome);
  return { holdId: known.recordId, ...amount, priceVersion: call.model.policy.price.version };
}

function worstCase(call: AdmittedCall): Consumption {
  // CountTokens is free of charge and generates nothing: it counts as a request alone.
  if (call.route.operation === 'CountTokens') return { requests: 1, tokens: 0, costNanos: 0 };
  const { policy, rules } = call.application;
  const added = policy.screening.untrusted === 'delimit' ? spotlightAllowance(call.request) : [];
  const input = estimateInputTokens(call.request.parts, [...rules, ...added]);
  const inputs = inputsOfCalls(call, input);
  return {
    // Caps on requests count what the application asks, not how often a model is asked for it.
    requests: 1,
    tokens: inputs.reduce((sum, one) => sum + one + call.maxOutputTokens, 0),
    costNanos: inputs.reduce((sum, one) => sum + costOf(call, one), 0),
  };
}

function costOf({ maxOutputTokens, model }: AdmittedCall, input: number): number {
  return worstCaseCost(input, maxOutputTokens, model.policy.price);
}

/** Input tokens of every time that the model may be asked: the call itself, samples, and a repair, which is sent the first answer and what is wrong with it, too. */
function inputsOfCalls(call: AdmittedCall, input: number): readonly number[] {
  if (!call.request.generates) return [input];
  const { repairRounds } = call.application.policy.answers;
  const repairs = wantedSchemas(call).length > 0 ? repairRounds : 0;
  const repairInput = input + call.maxOutputTokens + mostTokensOf(longestRepairInstruction);
  return [...Array(1 + samplesOf(call)).fill(input), ...Array(repairs).fill(repairInput)];
}

type Exceeded = Extract<ReservationOutcome, { kind: 'exceeded' }>;

/**
 * A minute's cap is a rate: Bedrock's ThrottlingException with `retry-after`, which SDKs obey by themselves. The day's and the month's are quotas:
 * retrying within seconds is of no use, so they are ServiceQuotaExceededException, which SDKs do not retry.
 */
function exceeded(call: AdmittedCall, outcome: Exceeded): Refusal {
  const { name } = call.application.policy;
  const cap = outcome.dimension === 'costNanos' ? `$${outcome.limit / 1e9}` : `${outcome.limit} ${outcome.dimension}`;
  const rule = `Application ${name} would go over its cap of ${cap} a ${outcome.window}`;
  if (!Number.isFinite(outcome.retryAfterSeconds)) {
    return refuse(
      'quota_exceeded',
      `${rule} with this one call (its worst case counts). Ask for fewer output tokens or send less input.`,
    );
  }
  const seconds = Math.max(1, Math.ceil(outcome.retryAfterSeconds));
  if (outcome.window === 'minute') return refuse('rate_exceeded', `${rule}. Try again in ${seconds} s.`, seconds);
  return refuse(
    'quota_exceeded',
    `${rule}. It begins anew in ${seconds} s; the platform team sets caps in governance.yaml (applications.${name}.limits).`,
    seconds,
  );
}
