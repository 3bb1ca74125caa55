import { z } from 'zod';
import { inferenceProfile, modelId, region, usd, whole } from './fields.ts';

const priceSchema = z.strictObject({
  version: z.iso
    .date()
    .describe(
      'Date (YYYY-MM-DD) on which these prices were checked; every record names it. Change it whenever a price changes. Required. Example: 2026-11-02',
    ),
  inputPerMillion: usd(0).describe('USD for a million input tokens. Required. Example: 3.30'),
  outputPerMillion: usd(0).describe(
    'USD for a million output tokens; 0 for an embedding model. Required. Example: 16.50',
  ),
  cacheReadPerMillion: usd(0).describe(
    'USD for a million input tokens read from the prompt cache; 0 where the model has none. Required. Example: 0.33',
  ),
  cacheWritePerMillion: usd(0).describe(
    'USD for a million input tokens written to the prompt cache (the dearest time to live that applications use); 0 where the model has none. Required. Example: 4.125',
  ),
});

export const modelSchema = z.strictObject({
  id: modelId.describe(
    'Foundation-model id in Amazon Bedrock. Required. Example: anthropic.claude-sonnet-4-5-20250929-v1:0',
  ),
  inferenceProfiles: z
    .array(inferenceProfile.describe('One inference profile. Example: us.anthropic.claude-sonnet-4-5-20250929-v1:0'))
    .max(50)
    .default([])
    .describe(
      'Inference-profile ids or ARNs under which callers may also name the model. Default: none. Example: [us.anthropic.claude-sonnet-4-5-20250929-v1:0]',
    ),
  regions: z
    .array(region.describe('One Region. Example: us-east-1'))
    .min(1)
    .max(50)
    .describe(
      'Every Region in which the model may run: all destinations of its inference profiles, or the hub Region where it has none. Required. Example: [us-east-1, us-east-2, us-west-2]',
    ),
  bodyFormat: z
    .enum([
      'anthropic-messages',
      'nova-messages',
      'openai-chat',
      'titan-embeddings',
      'cohere-embeddings',
      'nova-embeddings',
      'none',
    ])
    .optional()
    .describe(
      'How the InvokeModel body of the model is shaped, so that it can be screened; none: Converse only. Default: told from the id (anthropic.*, amazon.nova*, openai.gpt-oss*, amazon.titan-embed*, cohere.embed*, else none). Example: anthropic-messages',
    ),
  serviceTiers: z
    .array(z.enum(['default', 'flex', 'priority', 'reserved']).describe('One Bedrock service tier. Example: default'))
    .min(1)
    .default(['default'])
    .describe('Bedrock service tiers that calls may ask for. Default: [default]. Example: [default, flex]'),
  price: priceSchema.describe(
    'What the model costs, in USD for a million tokens; cost caps are only as right as this. Required. Example: see the fields',
  ),
  maxOutputTokens: whole(0, 1_000_000).describe(
    'What the model can write at most in one answer, in tokens; 0 for an embedding model. Required. Example: 64000',
  ),
});
