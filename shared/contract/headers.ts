/** The HTTP headers that Gatehouse adds to Bedrock's own. Requests carry declarations; answers carry what was decided. */
export const headers = {
  /** Request: why the caller asks (Converse callers may use `requestMetadata.purpose` instead). Recorded as declared. */
  purpose: 'x-gatehouse-purpose',
  /** Request: for whom the caller asks (or `requestMetadata.user`). Recorded as declared, never trusted for access. */
  user: 'x-gatehouse-user',
  /** Answer: the record id, to show to an auditor or to `gatehouse audit show`. */
  record: 'x-gatehouse-record',
  /** Answer: the strictest screening verdict known when the headers were sent: `passed`, `masked`, `blocked`, or `not_run` where a part was not screened. */
  verdict: 'x-gatehouse-verdict',
  /** Answer: confidence in it, between 0 and 1, where the application's policy asks for it. Not on streams, whose headers leave before their text. */
  confidence: 'x-gatehouse-confidence',
  /** Answer: `open` where a person will look at it, for its low confidence. Not on streams. */
  review: 'x-gatehouse-review',
  /** Answer: SHA-256 (hex) of the policy bundle that decided. */
  policy: 'x-gatehouse-policy',
  /** Answer: the refusal code, where the call was refused. */
  refusal: 'x-gatehouse-refusal',
} as const;
