/**
 * The bodies of the contract, as far as the hub itself asks something of them. Bodies are passed through whole: a field that is not named here goes to the model, or comes from it, as Bedrock
 * documents it, so a client of Bedrock needs no release of the hub to use a new one.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
import { z } from 'zod';
import type { Operation } from './operations.ts';

const anything = z.looseObject({});
/** Bedrock counts in 32-bit integers. */
const tokens = z.int().min(0).max(2_147_483_647);

const inferenceConfig = z
  .looseObject({
    maxTokens: tokens
      .optional()
      .describe('Output tokens at most. More than the application’s cap is refused; without it, the cap holds.'),
  })
  .describe('Sampling parameters.');

const requestMetadata = z
  .looseObject({
    purpose: z.string().max(256).optional().describe('Why the caller asks: one of the application’s purposes.'),
    user: z.string().max(256).optional().describe('For whom the caller asks. Recorded as declared.'),
  })
  .describe('What the caller declares; goes before the headers of the same meaning.');

const message = z.looseObject({
  role: z.string().describe('Who speaks: `user` or `assistant`.'),
  content: z.array(anything).describe('Content blocks, each of one kind: text, image, document, tool use, …'),
});

const converse = {
  messages: z.array(message).optional().describe('The conversation so far.'),
  system: z.array(anything).optional().describe('The caller’s system prompt; the hub’s rules go in front of it.'),
};

const converseRequest = z
  .looseObject({
    ...converse,
    inferenceConfig: inferenceConfig.optional(),
    requestMetadata: requestMetadata.optional(),
    toolConfig: anything.optional().describe('Tools that the model may call.'),
    guardrailConfig: anything
      .optional()
      .describe('Replaced by the application’s own guardrail; only `trace` is the caller’s to choose.'),
  })
  .describe('Body of Converse and ConverseStream.');

const invokeModelRequest = anything.describe(
  'Body of InvokeModel and InvokeModelWithResponseStream, in the model’s own form: Anthropic Messages, OpenAI Chat Completions, Nova, or embeddings of Titan, Cohere and Nova.',
);

const countTokensRequest = z
  .looseObject({
    input: z
      .looseObject({ converse: z.looseObject(converse).optional(), invokeModel: anything.optional() })
      .describe('One of `converse` and `invokeModel`.'),
  })
  .describe('Body of CountTokens.');

const usage = z
  .looseObject({
    inputTokens: tokens.describe('Tokens read, without those of the cache.'),
    outputTokens: tokens.describe('Tokens written.'),
    totalTokens: tokens.optional(),
  })
  .describe('What the call is charged for.');

const converseAnswer = z
  .looseObject({
    output: anything.describe('The message of the model, as it was screened.'),
    stopReason: z
      .string()
      .describe('Why the model ended; `guardrail_intervened` where screening blocked the prompt or the answer.'),
    usage,
  })
  .describe('Answer of Converse.');

const invokeModelAnswer = anything.describe('Answer of InvokeModel, in the model’s own form, as it was screened.');

const countTokensAnswer = z
  .looseObject({ inputTokens: tokens.describe('Tokens that the prompt would have, the hub’s rules included.') })
  .describe('Answer of CountTokens.');

const errorAnswer = z
  .object({ message: z.string().describe('Which rule said no, and what to do about it. Never quotes content.') })
  .describe('An error as Bedrock answers it; its type stands in the header x-amzn-errortype.');

/** Named schemas of JSON bodies. Names hold letters and digits alone: API Gateway takes no others for models. */
export const bodySchemas = {
  ConverseRequest: converseRequest,
  ConverseAnswer: converseAnswer,
  InvokeModelRequest: invokeModelRequest,
  InvokeModelAnswer: invokeModelAnswer,
  CountTokensRequest: countTokensRequest,
  CountTokensAnswer: countTokensAnswer,
  ErrorAnswer: errorAnswer,
} as const;

type BodyName = keyof typeof bodySchemas;

/** What each operation takes and gives; `stream`: events of `application/vnd.amazon.eventstream` as Bedrock has them. */
export const operationBodies = {
  Converse: { request: 'ConverseRequest', answer: 'ConverseAnswer' },
  ConverseStream: { request: 'ConverseRequest', answer: 'stream' },
  InvokeModel: { request: 'InvokeModelRequest', answer: 'InvokeModelAnswer' },
  InvokeModelWithResponseStream: { request: 'InvokeModelRequest', answer: 'stream' },
  CountTokens: { request: 'CountTokensRequest', answer: 'CountTokensAnswer' },
} as const satisfies Record<Operation, { readonly request: BodyName; readonly answer: BodyName | 'stream' }>;
