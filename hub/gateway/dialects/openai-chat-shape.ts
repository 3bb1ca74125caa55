/**
 * The shapes of OpenAI's Chat Completions as Bedrock takes them through InvokeModel.
 * Sources: https://platform.openai.com/docs/api-reference/chat/create and
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html
 */
import type { PartKind } from '../../screening/parts.ts';
import { bedrockFields } from './bedrock-fields.ts';
import {
  array,
  block,
  count,
  flag,
  json,
  media,
  number,
  object,
  opaque,
  parameters,
  type Role,
  reference,
  type Shape,
  skip,
  stringOr,
  tagged,
  taggedByRole,
  text,
  token,
} from './shape.ts';

const type = token;

/** `kind`: what a text is in the mouth of this role. */
function content(kind: PartKind): Shape {
  const imageUrl = object({ url: reference('url'), detail: token });
  return stringOr(
    kind,
    array(
      tagged({
        text: block(kind, object({ type, text })),
        refusal: block(kind, object({ type, refusal: text })),
        image_url: block('image', object({ type, image_url: stringOr('image', imageUrl, reference('url')) })),
        video_url: block('video', object({ type, video_url: object({ url: reference('url') }) })),
        input_audio: block('audio', object({ type, input_audio: object({ data: media(), format: token }, 'format') })),
        // Data and file ids are media that the gateway cannot read, whatever they say of themselves.
        file: block('document', object({ type, file: object({ file_data: media('file'), file_id, filename: text }) })),
      }),
    ),
  );
}

const file_id = reference('file');

const functionCall = object({ name: text, arguments: text });
const toolCalls = array(
  block(
    'tool-use',
    object({ id: token, type, index: count, function: functionCall, custom: object({ name: text, input: text }) }),
  ),
);

/** What the model says, in either direction. */
const spoken = {
  role: token,
  content: content('text'),
  refusal: block('text', text),
  reasoning: block('reasoning', text),
  reasoning_content: block('reasoning', text),
  tool_calls: toolCalls,
  function_call: block('tool-use', functionCall),
} as const;

const assistantMessage = object({ ...spoken, name: text, audio: object({ id: token }) });

function message(kind: PartKind, role: Role): Shape {
  return block(kind, object({ role: token, content: content(kind), name: text, tool_call_id: token }), role);
}

const messages = array(
  taggedByRole({
    system: message('system', 'system'),
    // OpenAI's newer name for a system message: https://model-spec.openai.com
    developer: message('system', 'system'),
    user: message('text', 'user'),
    assistant: block('text', assistantMessage, 'assistant'),
    tool: message('tool-result', 'tool'),
    function: message('tool-result', 'tool'),
  }),
);

/** Definitions of any type of tool: every string in them is a text. */
const definition = block('tool-definition', json, 'tool');
/** `auto`, `none`, `required`, or the tool to be called. */
const choice = stringOr('tool-definition', definition, token);

export const openAiChatRequest = object({
  model: token,
  messages,
  tools: array(definition),
  tool_choice: choice,
  functions: array(definition),
  function_call: choice,
  parallel_tool_calls: flag,
  max_completion_tokens: count,
  max_tokens: count,
  n: count,
  temperature: number,
  top_p: number,
  presence_penalty: number,
  frequency_penalty: number,
  seed: number,
  stop: parameters(stringOr('parameters', array(text))),
  logprobs: flag,
  top_logprobs: count,
  logit_bias: parameters(json),
  response_format: parameters(json),
  reasoning_effort: token,
  verbosity: token,
  stream: flag,
  stream_options: object({ include_usage: flag, include_obfuscation: flag }),
  modalities: array(token),
  audio: parameters(json),
  prediction: object({ type, content: content('text') }),
  metadata: parameters(json),
  store: flag,
  // Declarations for abuse tracking; the model does not see them.
  user: opaque,
  safety_identifier: opaque,
  service_tier: token,
  web_search_options: parameters(json),
  prompt_cache_key: token,
  prompt_cache_retention: token,
  prompt_cache_options: object({ mode: token, ttl: token }),
  'amazon-bedrock-guardrailConfig': object({ tagSuffix: token, streamProcessingMode: token }),
});

const tokenDetails = object({
  cached_tokens: number,
  cache_write_tokens: number,
  text_tokens: number,
  image_tokens: number,
  audio_tokens: number,
  reasoning_tokens: number,
  accepted_prediction_tokens: number,
  rejected_prediction_tokens: number,
});

/** Fields around the choices of an answer or of a chunk. */
const envelope = {
  id: token,
  object: token,
  created: number,
  model: token,
  system_fingerprint: token,
  service_tier: token,
  usage: object({
    prompt_tokens: number,
    completion_tokens: number,
    total_tokens: number,
    prompt_tokens_details: tokenDetails,
    completion_tokens_details: tokenDetails,
  }),
  ...bedrockFields,
} as const;

/** Log probabilities spell out the text beside them, token by token; `openai-chat-logprobs.ts` sees to them. */
const choiceFields = { index: count, finish_reason: token, logprobs: skip } as const;
const annotations = block('citation', json);

export const openAiChatAnswer = object({
  ...envelope,
  choices: array(
    object({
      ...choiceFields,
      message: object({
        ...spoken,
        annotations,
        audio: block('audio', object({ id: token, data: media(), expires_at: number, transcript: text })),
      }),
    }),
  ),
});

/** Pieces of longer texts are opaque here, because they are screened as part of their channel. */
const piece = opaque;

const toolCallPiece = block(
  'tool-use',
  object({ index: count, id: token, type, function: object({ name: text, arguments: piece }) }),
);

export const openAiChatChunk = object({
  ...envelope,
  obfuscation: token,
  choices: array(
    object({
      ...choiceFields,
      delta: object({
        role: token,
        content: piece,
        refusal: piece,
        reasoning: piece,
        reasoning_content: piece,
        tool_calls: array(toolCallPiece),
        function_call: block('tool-use', object({ name: text, arguments: piece })),
        annotations,
      }),
    }),
  ),
});
