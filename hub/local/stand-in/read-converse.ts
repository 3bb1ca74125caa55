/** Reads a Converse body (and Nova's, which has the same shape) into a Prompt. Validation is check-converse.ts's job and comes first. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { parseSchema } from './answer-schema.ts';
import {
  arrayAt,
  base64Bytes,
  member,
  numberAt,
  objectAt,
  objectOf,
  objectsAt,
  stringAt,
  stringsAt,
} from './json-access.ts';
import type { Block, Prompt, Tool, ToolChoice, Turn } from './prompt.ts';

export function readConverse(body: JsonObject): Prompt {
  const inference = objectAt(body, 'inferenceConfig');
  const toolConfig = objectAt(body, 'toolConfig');
  const toolEntries = objectsAt(toolConfig, 'tools');
  return {
    system: objectsAt(body, 'system').flatMap(readBlock),
    turns: objectsAt(body, 'messages').map(readTurn),
    tools: toolEntries.flatMap((entry) => readTool(objectAt(entry, 'toolSpec'))),
    toolsCached: toolEntries.some((entry) => Object.hasOwn(entry, 'cachePoint')),
    toolChoice: readToolChoice(objectAt(toolConfig, 'toolChoice')),
    maxTokens: numberAt(inference, 'maxTokens') ?? numberAt(inference, 'max_new_tokens'),
    stopSequences: stringsAt(inference, 'stopSequences'),
    answerSchema: readAnswerSchema(objectAt(objectAt(body, 'outputConfig'), 'textFormat')),
    reasoning: asksForReasoning(body),
  };
}

function readTurn(message: JsonObject): Turn {
  return {
    role: stringAt(message, 'role') === 'assistant' ? 'assistant' : 'user',
    blocks: objectsAt(message, 'content').flatMap(readBlock),
  };
}

const mediaKinds = ['image', 'document', 'video', 'audio'] as const;

function readBlock(block: JsonObject): Block[] {
  const text = stringAt(block, 'text');
  if (text !== undefined) return [{ kind: 'text', text, guarded: false }];
  if (Object.hasOwn(block, 'cachePoint')) return [{ kind: 'cache-point' }];
  const media = mediaKinds.find((kind) => objectAt(block, kind) !== undefined);
  if (media !== undefined) return [readMedia(media, objectAt(block, media))];
  return readStructured(block);
}

function readStructured(block: JsonObject): Block[] {
  const guarded = stringAt(objectAt(objectAt(block, 'guardContent'), 'text'), 'text');
  if (guarded !== undefined) return [{ kind: 'text', text: guarded, guarded: true }];
  const use = objectAt(block, 'toolUse');
  if (use !== undefined) {
    const [id, name] = [stringAt(use, 'toolUseId') ?? '', stringAt(use, 'name') ?? ''];
    return [{ kind: 'tool-use', id, name, input: member(use, 'input') ?? {} }];
  }
  const result = objectAt(block, 'toolResult');
  if (result !== undefined) {
    return [{ kind: 'tool-result', id: stringAt(result, 'toolUseId') ?? '', text: resultText(result) }];
  }
  const reasoning = stringAt(objectAt(objectAt(block, 'reasoningContent'), 'reasoningText'), 'text');
  return reasoning === undefined ? [] : [{ kind: 'reasoning', text: reasoning }];
}

/** A source is `bytes`, a document's `text`, or a place in S3, whose size is not known here. */
function readMedia(media: string, value: JsonObject | undefined): Block {
  const source = objectAt(value, 'source');
  const bytes = base64Bytes(stringAt(source, 'bytes') ?? '') + Buffer.byteLength(stringAt(source, 'text') ?? '');
  return { kind: 'media', media, format: stringAt(value, 'format') ?? 'unknown', bytes };
}

function resultText(result: JsonObject): string {
  const texts = arrayAt(result, 'content').map((item: Json) => {
    const entry = objectOf(item);
    const json = member(entry, 'json');
    return stringAt(entry, 'text') ?? (json === undefined ? Object.keys(entry ?? {}).join(', ') : JSON.stringify(json));
  });
  return texts.join('\n');
}

function readTool(spec: JsonObject | undefined): Tool[] {
  const name = stringAt(spec, 'name');
  if (name === undefined) return [];
  const schema = objectAt(objectAt(spec, 'inputSchema'), 'json') ?? {};
  return [{ name, description: stringAt(spec, 'description') ?? '', schema }];
}

function readToolChoice(choice: JsonObject | undefined): ToolChoice {
  const name = stringAt(objectAt(choice, 'tool'), 'name');
  if (name !== undefined) return { kind: 'tool', name };
  return { kind: member(choice, 'any') === undefined ? 'auto' : 'any' };
}

/** `outputConfig.textFormat.structure.jsonSchema.schema` is JSON in a string. */
function readAnswerSchema(format: JsonObject | undefined): JsonObject | undefined {
  const text = stringAt(objectAt(objectAt(format, 'structure'), 'jsonSchema'), 'schema');
  return text === undefined ? undefined : parseSchema(text);
}

/** Claude's `thinking`, the documentation's `reasoning_config`, Nova 2's `reasoningConfig`. */
function asksForReasoning(body: JsonObject): boolean {
  const fields = objectAt(body, 'additionalModelRequestFields');
  return ['thinking', 'reasoning_config', 'reasoningConfig'].some((name) => {
    const type = stringAt(objectAt(fields, name), 'type');
    return type === 'enabled' || type === 'adaptive';
  });
}
