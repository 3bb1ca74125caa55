import { type Refusal, type RefusalCode, refuse } from '../../shared/contract/refusals.ts';
import { type FaultCode, GatehouseFault } from '../../shared/errors.ts';

/**
 * What a caller is told when something broke. Fail closed: which promise cannot be kept just now, and never the cause, because
 * causes can quote content or infrastructure.
 */
const told: Partial<Record<FaultCode, readonly [RefusalCode, string]>> = {
  evidence_conflict: ['evidence_unavailable', 'The evidence of this call could not be kept, so nothing is answered.'],
  evidence_corrupt: ['evidence_unavailable', 'The evidence of this call could not be kept, so nothing is answered.'],
  evidence_unavailable: ['evidence_unavailable', 'The evidence store cannot be reached, so nothing is answered.'],
  function_throttled: [
    'rate_exceeded',
    'The hub works on as many calls as it may at the same time, so nothing is answered.',
  ],
  function_unavailable: [
    'screening_unavailable',
    'A part of the hub cannot be reached, so the call could not be screened and nothing is answered.',
  ],
  guardrail_unavailable: [
    'screening_unavailable',
    'The guardrail cannot be reached, so the call could not be screened and nothing is answered.',
  ],
  key_unavailable: [
    'evidence_unavailable',
    'The keys of the evidence store cannot be reached, so nothing is answered.',
  ],
  ledger_unavailable: ['ledger_unavailable', 'The ledger cannot be reached, so nothing is answered.'],
  model_stream_broken: ['model_unavailable', 'The model’s answer broke off.'],
  model_unavailable: ['model_unavailable', 'The model cannot be reached.'],
  policy_unavailable: [
    'screening_unavailable',
    'The rules in force cannot be loaded, so the call cannot be judged and nothing is answered.',
  ],
  record_conflict: ['evidence_unavailable', 'The record of this call could not be written, so nothing is answered.'],
  screening_failed: ['screening_unavailable', 'The call could not be screened, so nothing is answered.'],
};

/** Whether it matters to a caller which fault it was. */
export function isTold(code: string): code is FaultCode {
  return Object.hasOwn(told, code);
}

const unforeseen = [
  'evidence_unavailable',
  'The gateway could not keep its promises for this call, so nothing is answered.',
] as const;

/** Turns whatever was thrown into the refusal that its caller sees: a ServiceUnavailableException, which SDKs retry. */
export function faultRefusal(error: unknown): Refusal {
  const [code, what] = (error instanceof GatehouseFault ? told[error.code] : undefined) ?? unforeseen;
  return refuse(code, `${what} Try again; if it goes on, tell the platform team the request id.`);
}
