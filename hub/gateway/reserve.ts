import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { Reservation } from '../audit/record.ts';
import { estimateInputTokens } from '../cost/estimate.ts';
import { worstCaseCost } from '../cost/price.ts';
import { spotlightAllowance } from '../prompt-handler/spotlight.ts';
import type { AdmittedCall } from './admit.ts';
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
  return {
    requests: 1,
    tokens: input + call.maxOutputTokens,
    costNanos: worstCaseCost(input, call.maxOutputTokens, call.model.policy.price),
  };
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
