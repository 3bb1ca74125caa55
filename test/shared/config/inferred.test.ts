import { describe, expect, it } from 'vitest';
import { bodyFormatOf, partitionOf } from '../../../shared/config/inferred.ts';

describe('bodyFormatOf', () => {
  it.each([
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic-messages'],
    ['anthropic.claude-opus-4-8', 'anthropic-messages'],
    ['amazon.nova-micro-v1:0', 'nova-messages'],
    ['amazon.nova-2-lite-v1:0', 'nova-messages'],
    ['amazon.nova-2-multimodal-embeddings-v1:0', 'nova-embeddings'],
    ['amazon.titan-embed-text-v2:0', 'titan-embeddings'],
    ['cohere.embed-english-v3', 'cohere-embeddings'],
    ['cohere.embed-v4:0', 'cohere-embeddings'],
    ['amazon.nova-canvas-v1:0', 'none'],
    ['amazon.nova-reel-v1:1', 'none'],
    ['amazon.nova-2-sonic-v1:0', 'none'],
    ['openai.gpt-oss-120b-1:0', 'openai-chat'],
    ['openai.gpt-oss-safeguard-20b', 'openai-chat'],
    ['openai.embeddings-1', 'none'],
    ['amazon.titan-text-express-v1', 'none'],
    ['mistral.mistral-large-3-675b-instruct', 'none'],
    ['meta.llama4-maverick-17b-instruct-v1:0', 'none'],
  ])('takes %s for %s', (id, format) => {
    expect(bodyFormatOf(id)).toBe(format);
  });
});

describe('partitionOf', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['eu-central-1', 'aws'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('puts %s into %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
  });
});
