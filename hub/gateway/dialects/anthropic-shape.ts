/**
 * The shapes of Anthropic's Messages API as Bedrock takes it through InvokeModel.
 * Sources: https://docs.anthropic.com/en/api/messages and
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html
 */
import { bedrockFields } from './bedrock-fields.ts';
import {
  array,
  block,
  count,
  document,
  elsewhere,
  flag,
  json,
  media,
  message,
  number,
  object,
  opaque,
  parameters,
  type Shape,
  stringOr,
  tagged,
  text,
  token,
} from './shape.ts';

const type = token;
const cacheControl = object({ type, ttl: token, scope: token });
/** Fields that any block may have. */
const common = { type, cache_control: cacheControl } as const;

const citation = object({
  type,
  cited_text: text,
  title: text,
  document_title: text,
  source: text,
  url: text,
  file_id: token,
  // Only the model's maker can read it.
  encrypted_index: opaque,
  document_index: count,
  search_result_index: count,
  start_char_index: count,
  end_char_index: count,
  start_page_number: count,
  end_page_number: count,
  start_block_index: count,
  end_block_index: count,
});
const citations = block('citation', array(citation));
const citationsConfig = object({ enabled: flag });

const textBlock = block('text', object({ ...common, text, citations }));

/** `bytes`: how base64 content is treated; text sources are text whatever they are called. */
function source(bytes: Shape): Shape {
  return tagged({
    base64: object({ type, media_type: token, data: bytes }, 'media_type'),
    text: object({ type, media_type: token, data: text }),
    content: object({ type, content: stringOr('document', array(tagged({ text: textBlock, image: imageBlock() }))) }),
    url: elsewhere('url', { type, url: text }),
    file: elsewhere('file', { type, file_id: token }),
  });
}

function imageBlock(): Shape {
  const bytes = tagged({
    base64: object({ type, media_type: token, data: media() }, 'media_type'),
    url: elsewhere('url', { type, url: text }),
    file: elsewhere('file', { type, file_id: token }),
  });
  return block('image', object({ ...common, source: bytes }));
}

const image = imageBlock();
const documentBlock = block(
  'document',
  object({ ...common, source: source(document), title: text, context: text, citations: citationsConfig }),
);
const searchResult = block(
  'search-result',
  object({ ...common, source: text, title: text, content: array(textBlock), citations: citationsConfig }),
);
const toolReference = object({ ...common, tool_name: text });

const toolResultContent = stringOr(
  'tool-result',
  array(
    tagged({
      text: textBlock,
      image,
      document: documentBlock,
      search_result: searchResult,
      tool_reference: toolReference,
    }),
  ),
);

function toolResult(content: Shape): Shape {
  return block('tool-result', object({ ...common, tool_use_id: token, is_error: flag, content, caller: json }), 'tool');
}

const webSearchHit = object({ type, title: text, url: text, page_age: text, encrypted_content: opaque });
const webSearchContent = tagged({
  web_search_result: webSearchHit,
  web_search_tool_result_error: object({ type, error_code: token }),
});
const webFetchContent = tagged({
  web_fetch_result: object({ type, url: text, retrieved_at: text, content: documentBlock }),
  web_fetch_tool_result_error: object({ type, error_code: token }),
});

const toolUse = block(
  'tool-use',
  object({ ...common, id: token, name: text, input: json, server_name: text, caller: json }),
);

/** One content block of a message, in either direction. */
const contentBlock = tagged(
  {
    text: textBlock,
    image,
    document: documentBlock,
    search_result: searchResult,
    // The signature covers the thinking; redacted thinking is encrypted by the model's maker.
    thinking: block('reasoning', object({ ...common, thinking: text, signature: opaque })),
    redacted_thinking: object({ ...common, data: opaque }),
    tool_use: toolUse,
    server_tool_use: toolUse,
    mcp_tool_use: toolUse,
    tool_result: toolResult(toolResultContent),
    mcp_tool_result: toolResult(toolResultContent),
    web_search_tool_result: toolResult({ is: 'array', item: webSearchContent }),
    web_fetch_tool_result: toolResult(webFetchContent),
    container_upload: object({ ...common, file_id: token }),
    compaction: block('text', object({ ...common, content: text, encrypted_content: opaque })),
  },
  { suffix: '_tool_result', shape: toolResult(json) },
);

const systemBlock = block('system', object({ ...common, text, citations }), 'system');

const messageContent = stringOr('text', array(contentBlock));
export const startedBlock = contentBlock;
export const citationDelta = block('citation', citation);

export const anthropicRequest = object({
  anthropic_version: token,
  anthropic_beta: array(token),
  max_tokens: count,
  messages: array(message({ content: messageContent })),
  system: block('system', stringOr('system', array(tagged({ text: systemBlock }))), 'system'),
  tools: array(block('tool-definition', json, 'tool')),
  tool_choice: block('tool-definition', object({ type, name: text, disable_parallel_tool_use: flag }), 'tool'),
  thinking: object({ type, budget_tokens: count, display: token }),
  // A declaration for abuse tracking; the model does not see it.
  metadata: object({ user_id: opaque }),
  stop_sequences: parameters(array(text)),
  temperature: number,
  top_p: number,
  top_k: number,
  output_config: parameters(json),
  output_format: parameters(json),
  context_management: parameters(json),
  mcp_servers: parameters(json),
  container: parameters(json),
  fallbacks: parameters(json),
  cache_control: cacheControl,
  service_tier: token,
  inference_geo: token,
  speed: token,
  'amazon-bedrock-guardrailConfig': object({ tagSuffix: token, streamProcessingMode: token }),
});

export const anthropicUsage = object({
  input_tokens: number,
  output_tokens: number,
  cache_creation_input_tokens: number,
  cache_read_input_tokens: number,
  cache_creation: object({ ephemeral_5m_input_tokens: number, ephemeral_1h_input_tokens: number }),
  output_tokens_details: object({ thinking_tokens: number }),
  server_tool_use: object({ web_search_requests: number, web_fetch_requests: number }),
  service_tier: token,
  inference_geo: token,
  speed: token,
  iterations: json,
});

export const answerFields = {
  id: token,
  type,
  role: token,
  model: token,
  content: messageContent,
  stop_reason: token,
  stop_sequence: block('text', text),
  stop_details: block('text', json),
  usage: anthropicUsage,
  container: parameters(json),
  context_management: parameters(json),
} as const;

export const anthropicAnswer = object({ ...answerFields, ...bedrockFields });
