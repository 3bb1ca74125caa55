import { block, json, number, object, token } from './shape.ts';

/** What Bedrock adds to bodies and events of InvokeModel; the trace quotes what the guardrail matched, so all of it is text. */
export const bedrockFields = {
  'amazon-bedrock-guardrailAction': token,
  'amazon-bedrock-trace': block('guard-content', json),
  'amazon-bedrock-invocationMetrics': object({
    inputTokenCount: number,
    outputTokenCount: number,
    invocationLatency: number,
    firstByteLatency: number,
    cacheReadInputTokenCount: number,
    cacheWriteInputTokenCount: number,
  }),
} as const;
