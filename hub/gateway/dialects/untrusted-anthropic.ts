import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { PartText } from '../../screening/parts.ts';
import { ownObject, ownString } from './json-tree.ts';
import { encodedTextAt, isCited, objectsAt, textAt } from './untrusted-text.ts';

/** Texts from elsewhere in Anthropic's messages. */
export function untrustedAnthropic(body: JsonObject): PartText[] {
  return objectsAt(body, 'messages').flatMap((message) => objectsAt(message, 'content').flatMap(fromBlock));
}

const resultTypes: ReadonlySet<string> = new Set(['tool_result', 'mcp_tool_result']);

function fromBlock(block: JsonObject): PartText[] {
  if (!resultTypes.has(ownString(block, 'type') ?? '')) return fromSource(block);
  return [...textAt(block, 'content'), ...objectsAt(block, 'content').flatMap(fromResult)];
}

function fromResult(content: JsonObject): PartText[] {
  return ownString(content, 'type') === 'text' ? textAt(content, 'text') : fromSource(content);
}

function fromSource(block: JsonObject): PartText[] {
  if (isCited(block)) return [];
  switch (ownString(block, 'type')) {
    case 'document':
      return fromDocument(ownObject(block, 'source') ?? {});
    case 'search_result':
      return textsIn(block);
    default:
      return [];
  }
}

/** Media types in which a line before and after the text is text as well. */
const proseTypes: ReadonlySet<string> = new Set(['text/plain', 'text/markdown']);

function fromDocument(source: JsonObject): PartText[] {
  switch (ownString(source, 'type')) {
    case 'text':
      return textAt(source, 'data');
    case 'content':
      return [...textAt(source, 'content'), ...textsIn(source)];
    case 'base64':
      return proseTypes.has(ownString(source, 'media_type') ?? '') ? encodedTextAt(source, 'data') : [];
    default:
      return [];
  }
}

function textsIn(holder: JsonObject): PartText[] {
  return objectsAt(holder, 'content').flatMap((content) => textAt(content, 'text'));
}
