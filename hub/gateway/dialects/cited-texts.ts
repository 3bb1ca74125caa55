import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, ownObject, ownString, ownValue } from './json-tree.ts';

export interface CitedTexts {
  /** What the model says beside its citations, where that is no text block of its own (Converse). */
  readonly said: readonly string[];
  /** What it quotes of its sources. */
  readonly cited: readonly string[];
}

/** The citations of a whole answer, as its tree stands now. */
export function citedTextsOf(answer: JsonObject, format: Dialect['format']): CitedTexts {
  if (format === 'anthropic-messages') return { said: [], cited: listIn(answer, 'content').flatMap(anthropicCited) };
  if (format !== 'converse' && format !== 'nova-messages') return { said: [], cited: [] };
  const output = ownObject(answer, 'output');
  const blocks = listIn(output && ownObject(output, 'message'), 'content');
  const content = blocks.flatMap((block): readonly JsonObject[] => {
    const cited = ownObject(block, 'citationsContent');
    return cited === undefined ? [] : [cited];
  });
  return {
    said: content.flatMap((one) => textsIn(listIn(one, 'content'), 'text')),
    cited: content
      .flatMap((one) => listIn(one, 'citations'))
      .flatMap((one) => textsIn(listIn(one, 'sourceContent'), 'text')),
  };
}

function anthropicCited(block: JsonObject): readonly string[] {
  return textsIn(listIn(block, 'citations'), 'cited_text');
}

function textsIn(blocks: readonly JsonObject[], key: string): readonly string[] {
  return blocks.flatMap((block) => ownString(block, key) ?? []);
}

function listIn(holder: JsonObject | undefined, key: string): readonly JsonObject[] {
  const list = holder && ownValue(holder, key);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
