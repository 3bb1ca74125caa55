import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, ownObject, ownString, ownValue } from './json-tree.ts';

export interface ToolCall {
  readonly name: string;
  /** As a tree; as JSON text where the format has it so (OpenAI). */
  readonly input: Json;
}

/** The calls of tools in a whole answer, as its tree stands now. */
export function toolCallsOf(answer: JsonObject, format: Dialect['format']): readonly ToolCall[] {
  if (format === 'openai-chat') return listIn(answer, 'choices').flatMap(openAiCalls);
  if (format === 'anthropic-messages') {
    return listIn(answer, 'content').flatMap((block) =>
      ownString(block, 'type') === 'tool_use' ? call(block, 'input') : [],
    );
  }
  const output = ownObject(answer, 'output');
  const message = output && ownObject(output, 'message');
  return listIn(message, 'content').flatMap((block) => call(ownObject(block, 'toolUse'), 'input'));
}

function openAiCalls(choice: JsonObject): readonly ToolCall[] {
  return listIn(ownObject(choice, 'message'), 'tool_calls').flatMap((one) =>
    call(ownObject(one, 'function'), 'arguments'),
  );
}

function call(holder: JsonObject | undefined, inputName: string): readonly ToolCall[] {
  const name = holder && ownString(holder, 'name');
  const input = holder && ownValue(holder, inputName);
  return name === undefined || input === undefined ? [] : [{ name, input }];
}

function listIn(holder: JsonObject | undefined, key: string): readonly JsonObject[] {
  const list = holder && ownValue(holder, key);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
