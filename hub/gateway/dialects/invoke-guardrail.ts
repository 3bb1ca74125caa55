import type { JsonObject } from '../../../shared/canonical-json.ts';

/**
 * Attaches a guardrail to InvokeModel: by headers. The caller's `amazon-bedrock-guardrailConfig` goes, because its `tagSuffix` narrows what the guardrail reads and its
 * asynchronous mode lets text pass before it is judged; without it Bedrock reads everything, synchronously.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-invoke-api.html
 */
export function guardrailHeaders(
  body: JsonObject,
  identifier: string,
  version: string,
): Readonly<Record<string, string>> {
  delete body['amazon-bedrock-guardrailConfig'];
  return {
    'x-amzn-bedrock-guardrailidentifier': identifier,
    'x-amzn-bedrock-guardrailversion': version,
  };
}
