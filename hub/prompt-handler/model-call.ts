import type { ModelCall } from '../gateway/ports.ts';

/** What a call of a model has from the caller's request, beside the body. */
interface Asked extends Pick<ModelCall, 'operation' | 'modelId'> {
  /** Request headers of the caller, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
}

export function callOf(asked: Asked, body: Uint8Array, headers: ModelCall['headers']): ModelCall {
  const { operation, modelId } = asked;
  const accept = asked.headers.accept ?? 'application/json';
  return { operation, modelId, contentType: 'application/json', accept, body, headers };
}

/** Bedrock's request headers that a caller may set; its guardrail headers are not among them, for the guardrail is ours to choose. */
export const passing = [
  'x-amzn-bedrock-performanceconfig-latency',
  'x-amzn-bedrock-service-tier',
  'x-amzn-bedrock-trace',
] as const;

export function passingHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of passing) {
    const value = headers[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}
