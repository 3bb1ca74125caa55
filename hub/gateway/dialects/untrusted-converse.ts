import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { PartText } from '../../screening/parts.ts';
import { ownObject, ownString, ownValue } from './json-tree.ts';
import { encodedTextAt, isCited, objectsAt, textAt } from './untrusted-text.ts';

/** Texts from elsewhere in the messages of Converse or of Nova. */
export function untrustedConverse(body: JsonObject): PartText[] {
  return objectsAt(body, 'messages').flatMap((message) => objectsAt(message, 'content').flatMap(fromBlock));
}

function fromBlock(block: JsonObject): PartText[] {
  const result = ownObject(block, 'toolResult');
  if (result !== undefined) return objectsAt(result, 'content').flatMap(fromResult);
  const guarded = ownObject(ownObject(block, 'guardContent') ?? {}, 'text');
  return guarded === undefined ? fromSource(block) : fromGuarded(guarded);
}

function fromResult(content: JsonObject): PartText[] {
  return [...textAt(content, 'text'), ...fromSource(content)];
}

/** A grounding source is a retrieved text; a query is what the user asks, and to be answered. */
function fromGuarded(guarded: JsonObject): PartText[] {
  const qualifiers = ownValue(guarded, 'qualifiers');
  const isSource = Array.isArray(qualifiers) && qualifiers.includes('grounding_source');
  return isSource ? textAt(guarded, 'text') : [];
}

function fromSource(holder: JsonObject): PartText[] {
  const document = ownObject(holder, 'document');
  if (document !== undefined) return fromDocument(document);
  const search = ownObject(holder, 'searchResult');
  if (search === undefined || isCited(search)) return [];
  return objectsAt(search, 'content').flatMap((content) => textAt(content, 'text'));
}

/** Formats in which a line before and after the text is text as well. */
const proseFormats: ReadonlySet<string> = new Set(['txt', 'md']);

function fromDocument(document: JsonObject): PartText[] {
  const source = ownObject(document, 'source');
  if (source === undefined || isCited(document)) return [];
  const isProse = proseFormats.has(ownString(document, 'format') ?? '');
  return [
    ...textAt(source, 'text'),
    ...objectsAt(source, 'content').flatMap((content) => textAt(content, 'text')),
    ...(isProse ? encodedTextAt(source, 'bytes') : []),
  ];
}
