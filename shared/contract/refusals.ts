/**
 * Why the gateway says no. A refusal is a value: it is recorded, and it reaches the caller as one of Bedrock's own error types, so
 * every SDK's typed exceptions and retry policy work unchanged.
 * Source of the types and statuses: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html and API_runtime_Converse.html#API_runtime_Converse_Errors
 */

/** The error types of Amazon Bedrock Runtime (and of SigV4 in front of it) that the gateway answers with, and their HTTP status. */
export const errorStatus = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  InvalidSignatureException: 403,
  InternalServerException: 500,
  MissingAuthenticationTokenException: 403,
  ModelErrorException: 424,
  ModelNotReadyException: 429,
  ModelTimeoutException: 408,
  ResourceNotFoundException: 404,
  ServiceQuotaExceededException: 400,
  ServiceUnavailableException: 503,
  ThrottlingException: 429,
  UnrecognizedClientException: 403,
  ValidationException: 400,
} as const;

export type ErrorType = keyof typeof errorStatus;

/** Every refusal code, with the Bedrock error type that carries it. The code is in the record and in `x-gatehouse-refusal`. */
export const refusalTypes = {
  // who is asking
  authentication_missing: 'MissingAuthenticationTokenException',
  signature_invalid: 'InvalidSignatureException',
  signature_expired: 'InvalidSignatureException',
  signature_replayed: 'InvalidSignatureException',
  credentials_unknown: 'UnrecognizedClientException',
  credentials_expired: 'ExpiredTokenException',
  principal_unknown: 'AccessDeniedException',
  application_mismatch: 'AccessDeniedException',
  // what may be asked
  path_unknown: 'ResourceNotFoundException',
  operation_not_allowed: 'AccessDeniedException',
  model_not_entitled: 'AccessDeniedException',
  purpose_not_allowed: 'AccessDeniedException',
  // how it is asked
  request_malformed: 'ValidationException',
  body_too_large: 'ValidationException',
  body_not_utf8: 'ValidationException',
  body_not_json: 'ValidationException',
  body_too_deep: 'ValidationException',
  body_invalid: 'ValidationException',
  body_format_unknown: 'ValidationException',
  field_not_allowed: 'ValidationException',
  output_cap_exceeded: 'ValidationException',
  content_unscreenable: 'ValidationException',
  // what was answered
  output_schema_failed: 'ModelErrorException',
  // how much
  rate_exceeded: 'ThrottlingException',
  quota_exceeded: 'ServiceQuotaExceededException',
  // a promise cannot be kept just now: nothing is answered
  ledger_unavailable: 'ServiceUnavailableException',
  evidence_unavailable: 'ServiceUnavailableException',
  screening_unavailable: 'ServiceUnavailableException',
  model_unavailable: 'ServiceUnavailableException',
  shutting_down: 'ServiceUnavailableException',
} as const satisfies Record<string, ErrorType>;

export type RefusalCode = keyof typeof refusalTypes;

/** A "no" as a value. `message` says which rule and what to do; it never quotes content. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly code: RefusalCode;
  readonly message: string;
  /** Seconds after which the same call may fit; sent as `retry-after`. */
  readonly retryAfterSeconds?: number;
}

export function refuse(code: RefusalCode, message: string, retryAfterSeconds?: number): Refusal {
  return retryAfterSeconds === undefined
    ? { kind: 'refusal', code, message }
    : { kind: 'refusal', code, message, retryAfterSeconds };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refusal';
}
