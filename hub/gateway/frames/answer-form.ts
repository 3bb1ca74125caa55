import * as z from 'zod/mini';

/** What is known of a model's answer before its body: status, headers and Bedrock's request id. */
export const answerForm = z.strictObject({
  status: z.int().check(z.minimum(100), z.maximum(599)),
  headers: z.record(z.string(), z.string()),
  requestId: z.string(),
});
