/** Converse → `/v1/chat/completions`. What has no counterpart there is refused by name rather than dropped, so that nobody gets an answer to half a question. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { member, numberAt, objectAt, objectsAt, stringAt, stringsAt } from '../stand-in/json-access.ts';
import { readConverse } from '../stand-in/read-converse.ts';
import { validationError } from '../stand-in/reply.ts';
import { chatMessages } from './chat-messages.ts';

export function chatRequest(body: JsonObject): JsonObject {
  if (objectsAt(body, 'messages').length === 0) {
    throw validationError(
      "1 validation error detected: Value null at 'messages' failed to satisfy constraint: Member must not be null",
    );
  }
  return {
    messages: chatMessages(body),
    ...sampling(objectAt(body, 'inferenceConfig')),
    ...tools(body),
    ...responseFormat(body),
  };
}

function sampling(inference: JsonObject | undefined): JsonObject {
  const [maxTokens, temperature, topP] = ['maxTokens', 'temperature', 'topP'].map((key) => numberAt(inference, key));
  const stop = stringsAt(inference, 'stopSequences');
  return {
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stop.length > 0 && { stop: [...stop] }),
  };
}

function tools(body: JsonObject): JsonObject {
  const prompt = readConverse(body);
  if (prompt.tools.length === 0) return {};
  const declared = prompt.tools.map(({ name, description, schema }) => ({
    type: 'function',
    function: { name, description, parameters: schema },
  }));
  const choice = prompt.toolChoice;
  if (choice.kind === 'tool') {
    return { tools: declared, tool_choice: { type: 'function', function: { name: choice.name } } };
  }
  return { tools: declared, tool_choice: choice.kind === 'any' ? 'required' : 'auto' };
}

function responseFormat(body: JsonObject): JsonObject {
  const { answerSchema: schema } = readConverse(body);
  const format = objectAt(objectAt(body, 'outputConfig'), 'textFormat');
  if (schema === undefined) {
    if (member(format, 'structure') === undefined) return {};
    throw validationError('outputConfig.textFormat.structure.jsonSchema.schema is not a JSON object in a string.');
  }
  const name = stringAt(objectAt(objectAt(format, 'structure'), 'jsonSchema'), 'name') ?? 'answer';
  return { response_format: { type: 'json_schema', json_schema: { name, schema } } };
}
