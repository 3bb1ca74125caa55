import type { BodyFormat } from '../../../shared/config/bundle.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { anthropicDialect } from './anthropic.ts';
import { converseDialect } from './converse.ts';
import { countTokensDialect } from './count-tokens.ts';
import type { Dialect } from './dialect.ts';
import { embeddingsDialect } from './embeddings.ts';
import { novaDialect } from './nova.ts';
import { openAiChatDialect } from './openai-chat.ts';

const converse: Readonly<Record<'Converse' | 'ConverseStream', Dialect>> = {
  Converse: converseDialect('Converse'),
  ConverseStream: converseDialect('ConverseStream'),
};

const invokeModel: Readonly<Record<Exclude<BodyFormat, 'none'>, Dialect>> = {
  'anthropic-messages': anthropicDialect('InvokeModel'),
  'nova-messages': novaDialect('InvokeModel'),
  'openai-chat': openAiChatDialect('InvokeModel'),
  'titan-embeddings': embeddingsDialect('titan-embeddings'),
  'cohere-embeddings': embeddingsDialect('cohere-embeddings'),
  'nova-embeddings': embeddingsDialect('nova-embeddings'),
};

const invokeModelStream: Readonly<Partial<Record<BodyFormat, Dialect>>> = {
  'anthropic-messages': anthropicDialect('InvokeModelWithResponseStream'),
  'nova-messages': novaDialect('InvokeModelWithResponseStream'),
  'openai-chat': openAiChatDialect('InvokeModelWithResponseStream'),
};

const countTokens: Readonly<Record<BodyFormat, Dialect>> = {
  'anthropic-messages': countTokensDialect('anthropic-messages'),
  'nova-messages': countTokensDialect('nova-messages'),
  'openai-chat': countTokensDialect('openai-chat'),
  'titan-embeddings': countTokensDialect('titan-embeddings'),
  'cohere-embeddings': countTokensDialect('cohere-embeddings'),
  'nova-embeddings': countTokensDialect('nova-embeddings'),
  none: countTokensDialect('none'),
};

/**
 * The dialect of an operation on a model with this body format. Refuses with `body_format_unknown` where the gateway could not read what would be sent:
 * what it cannot read it cannot screen.
 */
export function selectDialect(operation: Operation, bodyFormat: BodyFormat): Dialect | Refusal {
  switch (operation) {
    case 'Converse':
    case 'ConverseStream':
      return converse[operation];
    case 'CountTokens':
      return countTokens[bodyFormat];
    case 'InvokeModel':
      return bodyFormat === 'none' ? unknownFormat() : invokeModel[bodyFormat];
    case 'InvokeModelWithResponseStream':
      return invokeModelStream[bodyFormat] ?? (bodyFormat === 'none' ? unknownFormat() : notStreamed(bodyFormat));
  }
}

function unknownFormat(): Refusal {
  return refuse(
    'body_format_unknown',
    'The gateway does not know this model’s InvokeModel body, so it cannot screen it. Use Converse (or ConverseStream), which has one body for all models.',
  );
}

function notStreamed(bodyFormat: BodyFormat): Refusal {
  return refuse('body_format_unknown', `Models with the body format ${bodyFormat} do not stream. Use InvokeModel.`);
}
