/** What can go wrong inside Gatehouse, as opposed to what it refuses (`shared/contract/refusals.ts`). */
export type FaultCode =
  | 'aws_unavailable'
  | 'change_failed'
  | 'configuration_invalid'
  | 'credentials_invalid'
  | 'evidence_conflict'
  | 'evidence_corrupt'
  | 'evidence_unavailable'
  | 'function_throttled'
  | 'function_unavailable'
  | 'guardrail_unavailable'
  | 'key_unavailable'
  | 'ledger_unavailable'
  | 'lock_out'
  | 'model_stream_broken'
  | 'model_unavailable'
  | 'organization_conflict'
  | 'permission_missing'
  | 'plan_stale'
  | 'policy_unavailable'
  | 'port_in_use'
  | 'publish_conflict'
  | 'record_conflict'
  | 'record_not_found'
  | 'screening_failed'
  | 'state_locked'
  | 'usage';

/**
 * The one error class. `message` says what happened; `remedy` says what its reader can do about it; `cause` is for logs inside
 * the hub and never reaches a caller.
 */
export class GatehouseFault extends Error {
  readonly code: FaultCode;
  readonly remedy: string;

  constructor(code: FaultCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(`${message} ${remedy}`, options);
    this.name = 'GatehouseFault';
    this.code = code;
    this.remedy = remedy;
  }
}
