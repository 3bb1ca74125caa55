import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { PartText } from '../../screening/parts.ts';
import { ownString } from './json-tree.ts';
import { objectsAt, textAt } from './untrusted-text.ts';

/** Who hands over what a tool answered; `function` is what tools were called before. */
const toolRoles: ReadonlySet<string> = new Set(['tool', 'function']);

/** Texts from elsewhere in Chat Completions' messages: there tools speak in messages of their own. */
export function untrustedOpenAiChat(body: JsonObject): PartText[] {
  const results = objectsAt(body, 'messages').filter((message) => toolRoles.has(ownString(message, 'role') ?? ''));
  return results.flatMap((message) => [
    ...textAt(message, 'content'),
    ...objectsAt(message, 'content').flatMap((content) => textAt(content, 'text')),
  ]);
}
