/**
 * Reads an Anthropic Messages body of InvokeModel into a Prompt.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { base64Bytes, member, numberAt, objectAt, objectOf, objectsAt, stringAt, stringsAt } from './json-access.ts';
import type { Block, Prompt, Tool, ToolChoice, Turn } from './prompt.ts';

export function readAnthropic(body: JsonObject): Prompt {
  const tools = objectsAt(body, 'tools');
  const [rules, turns] = partition(objectsAt(body, 'messages'), (message) => stringAt(message, 'role') === 'system');
  const thinking = stringAt(objectAt(body, 'thinking'), 'type');
  return {
    system: [member(body, 'system'), ...rules.map((message) => member(message, 'content'))].flatMap(readContent),
    turns: turns.map(readTurn),
    tools: tools.flatMap(readTool),
    toolsCached: tools.some((tool) => Object.hasOwn(tool, 'cache_control')),
    toolChoice: readToolChoice(objectAt(body, 'tool_choice')),
    maxTokens: numberAt(body, 'max_tokens'),
    stopSequences: stringsAt(body, 'stop_sequences'),
    answerSchema: readAnswerSchema(body),
    reasoning: thinking === 'enabled' || thinking === 'adaptive',
  };
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function readTurn(message: JsonObject): Turn {
  const role = stringAt(message, 'role') === 'assistant' ? 'assistant' : 'user';
  return { role, blocks: readContent(member(message, 'content')) };
}

/** Content is a string or a list of blocks; a block's `cache_control` is a cache point after it. */
function readContent(content: Json | undefined): readonly Block[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content, guarded: false }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((item) => {
    const block = objectOf(item);
    if (block === undefined) return [];
    const read = readBlock(block);
    return Object.hasOwn(block, 'cache_control') ? [...read, { kind: 'cache-point' as const }] : read;
  });
}

function readBlock(block: JsonObject): Block[] {
  const type = stringAt(block, 'type');
  if (type === 'text') return [{ kind: 'text', text: stringAt(block, 'text') ?? '', guarded: false }];
  if (type === 'thinking') return [{ kind: 'reasoning', text: stringAt(block, 'thinking') ?? '' }];
  if (type === 'image' || type === 'document') return [readMedia(type, objectAt(block, 'source'))];
  if (type === 'tool_use') {
    const [id, name] = [stringAt(block, 'id') ?? '', stringAt(block, 'name') ?? ''];
    return [{ kind: 'tool-use', id, name, input: member(block, 'input') ?? {} }];
  }
  if (type !== 'tool_result') return [];
  const content = readContent(member(block, 'content'));
  const text = content.flatMap((inner) => (inner.kind === 'text' ? [inner.text] : [])).join('\n');
  return [{ kind: 'tool-result', id: stringAt(block, 'tool_use_id') ?? '', text }];
}

function readMedia(media: string, source: JsonObject | undefined): Block {
  const format = (stringAt(source, 'media_type') ?? stringAt(source, 'type') ?? 'unknown').replace(/^[a-z]+\//, '');
  const data = stringAt(source, 'data') ?? '';
  const bytes = stringAt(source, 'type') === 'text' ? Buffer.byteLength(data) : base64Bytes(data);
  return { kind: 'media', media, format, bytes };
}

function readTool(tool: JsonObject): Tool[] {
  const name = stringAt(tool, 'name');
  if (name === undefined) return [];
  return [{ name, description: stringAt(tool, 'description') ?? '', schema: objectAt(tool, 'input_schema') ?? {} }];
}

function readToolChoice(choice: JsonObject | undefined): ToolChoice {
  const type = stringAt(choice, 'type');
  const name = stringAt(choice, 'name');
  if (type === 'tool' && name !== undefined) return { kind: 'tool', name };
  return { kind: type === 'any' || type === 'none' ? type : 'auto' };
}

function readAnswerSchema(body: JsonObject): JsonObject | undefined {
  const format = objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format');
  return objectAt(format, 'schema');
}
