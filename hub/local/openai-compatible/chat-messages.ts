/** Converse's system prompt and messages → chat messages. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { member, objectAt, objectsAt, stringAt } from '../stand-in/json-access.ts';
import { validationError } from '../stand-in/reply.ts';

export function chatMessages(body: JsonObject): JsonObject[] {
  const rules = objectsAt(body, 'system')
    .map((block) => plainText(block))
    .filter((text) => text !== '');
  const system = rules.length === 0 ? [] : [{ role: 'system', content: rules.join('\n') }];
  return [...system, ...objectsAt(body, 'messages').flatMap(translate)];
}

function translate(message: JsonObject): JsonObject[] {
  const blocks = objectsAt(message, 'content');
  return stringAt(message, 'role') === 'assistant' ? [assistantMessage(blocks)] : userMessages(blocks);
}

/** Reasoning of earlier turns stays out: these servers take none back. */
function assistantMessage(blocks: readonly JsonObject[]): JsonObject {
  const text = blocks
    .map(plainText)
    .filter((part) => part !== '')
    .join('\n');
  const calls = blocks.flatMap((block) => {
    const use = objectAt(block, 'toolUse');
    if (use === undefined) return [];
    const call = { name: stringAt(use, 'name') ?? '', arguments: JSON.stringify(member(use, 'input') ?? {}) };
    return [{ id: stringAt(use, 'toolUseId') ?? '', type: 'function', function: call }];
  });
  return { role: 'assistant', content: text === '' ? null : text, ...(calls.length > 0 && { tool_calls: calls }) };
}

/** Tool results are messages of their own there, and come before what the user adds. */
function userMessages(blocks: readonly JsonObject[]): JsonObject[] {
  const results = blocks.flatMap((block) => {
    const result = objectAt(block, 'toolResult');
    if (result === undefined) return [];
    return [{ role: 'tool', tool_call_id: stringAt(result, 'toolUseId') ?? '', content: resultText(result) }];
  });
  const parts = blocks.filter((block) => !Object.hasOwn(block, 'toolResult')).flatMap(userPart);
  if (parts.length === 0) return results;
  const texts = parts.map((part) => stringAt(part, 'text'));
  const content = texts.every((text) => text !== undefined) ? texts.join('\n') : parts;
  return [...results, { role: 'user', content }];
}

function userPart(block: JsonObject): JsonObject[] {
  if (Object.hasOwn(block, 'cachePoint')) return [];
  const text = plainText(block);
  if (text !== '') return [{ type: 'text', text }];
  const image = objectAt(block, 'image');
  const bytes = stringAt(objectAt(image, 'source'), 'bytes');
  if (bytes !== undefined) {
    const url = `data:image/${stringAt(image, 'format') ?? 'png'};base64,${bytes}`;
    return [{ type: 'image_url', image_url: { url } }];
  }
  return [{ type: 'text', text: documentText(objectAt(block, 'document')) }];
}

/** A block's text, whether bare, guarded or in citations; '' where the block has none. */
function plainText(block: JsonObject): string {
  const cited = objectsAt(objectAt(block, 'citationsContent'), 'content').map((part) => stringAt(part, 'text') ?? '');
  return (
    stringAt(block, 'text') ?? stringAt(objectAt(objectAt(block, 'guardContent'), 'text'), 'text') ?? cited.join('')
  );
}

const textFormats = new Set(['txt', 'md', 'csv', 'html']);

function documentText(document: JsonObject | undefined): string {
  const source = objectAt(document, 'source');
  const given = stringAt(source, 'text');
  const bytes = stringAt(source, 'bytes');
  const title = stringAt(document, 'name') ?? 'document';
  if (given !== undefined) return `${title}:\n${given}`;
  if (bytes !== undefined && textFormats.has(stringAt(document, 'format') ?? '')) {
    return `${title}:\n${Buffer.from(bytes, 'base64').toString('utf8')}`;
  }
  throw validationError(
    'The OpenAI-compatible server behind this hub takes text, images given as bytes, text documents and tool results. Leave out the other content blocks.',
  );
}

function resultText(result: JsonObject): string {
  const texts = objectsAt(result, 'content').map((item) => {
    const json = member(item, 'json');
    if (json !== undefined) return JSON.stringify(json);
    return stringAt(item, 'text') ?? documentText(objectAt(item, 'document'));
  });
  return texts.join('\n');
}
