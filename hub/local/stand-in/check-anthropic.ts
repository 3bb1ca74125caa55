/** Refuses Anthropic Messages bodies as Claude on Bedrock does, with messages in its style. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { arrayAt, member, numberAt, objectOf, stringAt } from './json-access.ts';
import { validationError } from './reply.ts';

const fields = new Set([
  'anthropic_version',
  'anthropic_beta',
  'max_tokens',
  'messages',
  'system',
  'temperature',
  'top_p',
  'top_k',
  'tools',
  'tool_choice',
  'stop_sequences',
  'thinking',
  'metadata',
  'context_management',
  'output_config',
  'output_format',
  'amazon-bedrock-guardrailConfig',
]);

export function checkAnthropic(body: JsonObject): void {
  if (Object.keys(body).some((key) => !fields.has(key))) {
    throw validationError(
      'Malformed input request: Extra inputs are not permitted, please reformat your input and try again.',
    );
  }
  for (const required of ['anthropic_version', 'max_tokens', 'messages']) {
    if (member(body, required) === undefined) throw validationError(`${required}: Field required`);
  }
  const maxTokens = numberAt(body, 'max_tokens');
  if (maxTokens === undefined || !Number.isInteger(maxTokens) || maxTokens < 1) {
    throw validationError('max_tokens: Input should be greater than or equal to 1');
  }
  checkMessages(body);
}

function checkMessages(body: JsonObject): void {
  const messages = arrayAt(body, 'messages');
  if (messages.length === 0) throw validationError('messages: at least one message is required');
  messages.forEach((value, index) => {
    const message = objectOf(value);
    const role = stringAt(message, 'role');
    // Newer Claude models take rules in mid-conversation, as messages of role system.
    if (role !== 'user' && role !== 'assistant' && role !== 'system') {
      throw validationError(`messages.${index}.role: Input should be 'user', 'assistant' or 'system'`);
    }
    const content = member(message, 'content');
    const empty = Array.isArray(content) ? content.length === 0 : typeof content !== 'string' || content === '';
    if (empty) throw validationError(`messages.${index}: all messages must have non-empty content`);
  });
  if (stringAt(objectOf(messages[0]), 'role') !== 'user') {
    throw validationError('messages: first message must use the "user" role');
  }
}
