import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { BodyFormat } from '../../../shared/config/bundle.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { walkAnswer } from './answer-walk.ts';
import { parseAnthropicRequest } from './anthropic-request.ts';
import { prependSystem } from './converse-request.ts';
import { promptFields } from './converse-shape.ts';
import type { Dialect, ParsedRequest } from './dialect.ts';
import { blockedAnswer, noStream, parseWithoutGeneration } from './embeddings.ts';
import { embeddingShapes } from './embeddings-shape.ts';
import { parseJsonObject } from './json.ts';
import { ownObject, ownString } from './json-tree.ts';
import { parseNovaRequest } from './nova.ts';
import { parseOpenAiChatRequest } from './openai-chat-request.ts';
import { count, object, opaque, union } from './shape.ts';
import { exceptionFrame } from './stream-source.ts';
import { untrustedConverse } from './untrusted-converse.ts';

/** Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html */
const countTokensRequest = object({
  input: union({ converse: object(promptFields), invokeModel: object({ body: opaque }) }),
});
const countTokensAnswer = object({ inputTokens: count });

/**
 * CountTokens: a prompt that no model answers, but that the tokenizer of a model in our name reads, so it is screened like the rest. It counts what the same prompt
 * would be sent as: rules and marks are added here, too.
 */
export function countTokensDialect(bodyFormat: BodyFormat): Dialect {
  return {
    operation: 'CountTokens',
    format: bodyFormat,
    parseRequest: (body) => parseCountTokens(body, bodyFormat),
    parseAnswer: (body) => walkAnswer(body, countTokensAnswer, {}),
    readStream: () => noStream('CountTokens'),
    blockedAnswer,
    blockedStream: () => noStream('CountTokens'),
    exceptionFrame,
  };
}

function parseCountTokens(body: JsonObject, bodyFormat: BodyFormat): ParsedRequest | Refusal {
  const outer = parseWithoutGeneration(body, countTokensRequest, '');
  if (isRefusal(outer)) return outer;
  const input = ownObject(body, 'input');
  const invokeModel = input && ownObject(input, 'invokeModel');
  if (invokeModel === undefined) return { ...outer, ...promptOf(input && ownObject(input, 'converse')) };
  const inner = parseInner(invokeModel, bodyFormat);
  return isRefusal(inner) ? inner : wrap(outer, invokeModel, inner);
}

type Prompt = Pick<ParsedRequest, 'system' | 'tools' | 'untrusted' | 'addSystemRules'>;

function promptOf(converse: JsonObject | undefined): Partial<Prompt> {
  if (converse === undefined) return {};
  const toolConfig = ownObject(converse, 'toolConfig');
  return {
    system: converse.system ?? null,
    tools: toolConfig?.tools ?? null,
    untrusted: () => untrustedConverse(converse),
    addSystemRules: (rules) => prependSystem(converse, rules),
  };
}

/** The body of an InvokeModel call, in base64. */
function parseInner(invokeModel: JsonObject, bodyFormat: BodyFormat): ParsedRequest | Refusal {
  const encoded = ownString(invokeModel, 'body');
  if (encoded === undefined) {
    return refuse(
      'body_invalid',
      'The request body does not fit this API: expected a base64 string at /input/invokeModel/body.',
    );
  }
  const bytes = Buffer.from(encoded, 'base64');
  // Decoders differ on stray characters; only canonical base64 means the same to Bedrock and to us.
  if (bytes.toString('base64') !== encoded) {
    return refuse(
      'body_invalid',
      'The base64 at /input/invokeModel/body is not canonical (RFC 4648 section 4). Encode the body again.',
    );
  }
  const inner = parseJsonObject(bytes);
  return isRefusal(inner) ? inner : parseFormat(inner, bodyFormat);
}

const innerPrefix = '/input/invokeModel/body';

function parseFormat(body: JsonObject, bodyFormat: BodyFormat): ParsedRequest | Refusal {
  switch (bodyFormat) {
    case 'anthropic-messages':
      return parseAnthropicRequest(body, innerPrefix);
    case 'nova-messages':
      return parseNovaRequest(body, innerPrefix);
    case 'openai-chat':
      return parseOpenAiChatRequest(body, false, innerPrefix);
    case 'none':
      return refuse(
        'body_format_unknown',
        'The gateway does not know this model’s InvokeModel body. Count the tokens of a Converse request instead (input.converse).',
      );
    default:
      return parseWithoutGeneration(body, embeddingShapes[bodyFormat].request, innerPrefix);
  }
}

/** The outer request with the inner one's texts; what is sent holds the inner body as it was screened. */
function wrap(outer: ParsedRequest, invokeModel: JsonObject, inner: ParsedRequest): ParsedRequest {
  return {
    ...outer,
    parts: [...outer.parts, ...inner.parts],
    unknownFields: [...outer.unknownFields, ...inner.unknownFields],
    system: inner.system,
    tools: inner.tools,
    untrusted: () => inner.untrusted(),
    addSystemRules: (rules) => inner.addSystemRules(rules),
    serialize() {
      invokeModel.body = Buffer.from(inner.serialize()).toString('base64');
      return outer.serialize();
    },
  };
}
