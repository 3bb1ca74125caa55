/** Names that functions write and that alarms and the dashboard read. */

export const metricNamespace = 'Gatehouse';

/**
 * Dimensions. Each has few values: names from `governance.yaml`, fixed words, codes. Never a user, a text or the id of a call, because each new combination is a metric of its own that is paid for,
 * and because a caller who could choose a dimension could write into the dashboard.
 */
export const dimensions = {
  application: 'application',
  /** Key of the model in `governance.yaml`: what the caller named may be anything. */
  model: 'model',
  outcome: 'outcome',
  /** Refusal code. */
  code: 'code',
} as const;

/**
 * Metrics named `gen_ai.*` are OpenTelemetry's (https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/). Its attribute `gen_ai.token.type` stands at the end of the name, since a line has
 * one value for each dimension.
 */
export const metrics = {
  inputTokens: 'gen_ai.client.token.usage.input',
  outputTokens: 'gen_ai.client.token.usage.output',
  cacheReadTokens: 'gen_ai.client.token.usage.cache_read',
  cacheWriteTokens: 'gen_ai.client.token.usage.cache_creation',
  /** Seconds from the arrival of the request until its evidence is closed. */
  duration: 'gen_ai.client.operation.duration',
  /** Seconds from the arrival of the request until the first part of the answer may leave. */
  firstToken: 'gen_ai.server.time_to_first_token',
  calls: 'gatehouse.calls',
  /** US dollars. */
  cost: 'gatehouse.cost',
  refusals: 'gatehouse.refusals',
  capBreaches: 'gatehouse.cap.breaches',
  /** Reservations made, and their worst case in US dollars. */
  holds: 'gatehouse.holds',
  heldCost: 'gatehouse.holds.cost',
  blocked: 'gatehouse.screening.blocked',
  masked: 'gatehouse.screening.masked',
  /** Parts that could not be screened. */
  notRun: 'gatehouse.screening.not_run',
  modelThrottles: 'gatehouse.model.throttles',
  /** Milliseconds that a write of evidence took. */
  intentLatency: 'gatehouse.evidence.intent.duration',
  completionLatency: 'gatehouse.evidence.completion.duration',
  /** Calls whose evidence could not be closed: their intents stand alone. */
  unrecorded: 'gatehouse.evidence.unrecorded',
} as const;
