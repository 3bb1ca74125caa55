import type { Json, JsonObject } from '../../shared/canonical-json.ts';
import { isJsonObject, ownValue } from '../gateway/dialects/json-tree.ts';

/** Where a block keeps its signature: in itself (Anthropic's thinking), or two members down (Converse's reasoningContent.reasoningText). */
const deepest = 2;

/** Whether the reasoning block at `pointer` (RFC 6901, plain names) of an answer carries a signature, which covers its text. */
export function isSigned(body: JsonObject, pointer: string): boolean {
  let block: Json | undefined = body;
  for (const step of pointer.split('/').slice(1)) {
    if (Array.isArray(block)) block = block[Number(step)];
    else block = isJsonObject(block) ? ownValue(block, step) : undefined;
  }
  return holdsSignature(block, deepest);
}

function holdsSignature(value: Json | undefined, depth: number): boolean {
  if (!isJsonObject(value)) return false;
  const signature = ownValue(value, 'signature');
  if (typeof signature === 'string' && signature !== '') return true;
  return depth > 0 && Object.values(value).some((member) => holdsSignature(member, depth - 1));
}
