import type { Dialect } from '../../gateway/dialects/dialect.ts';
import type { Part } from '../../screening/parts.ts';

/** Where each format has the text blocks of an answer; the first group, where there is one, is the choice that they belong to. */
const places: Readonly<Partial<Record<Dialect['format'], RegExp>>> = {
  converse: /^\/output\/message\/content\/\d+$/,
  'nova-messages': /^\/output\/message\/content\/\d+$/,
  'anthropic-messages': /^\/content\/\d+$/,
  'openai-chat': /^\/choices\/(\d+)\/message\/content(?:\/\d+)?$/,
};

/** What the model wrote to be read, as the parts stand now: one text for each choice, its blocks joined. Reasoning, citations and calls of tools are none of it. */
export function textsOfChoices(parts: readonly Part[], format: Dialect['format']): readonly string[] {
  const place = places[format];
  if (place === undefined) return [];
  const choices = new Map<string, string>();
  for (const { kind, pointer, texts } of parts) {
    const found = kind === 'text' ? place.exec(pointer) : null;
    if (found === null) continue;
    const choice = found[1] ?? '';
    choices.set(choice, (choices.get(choice) ?? '') + texts.map(({ text }) => text).join(''));
  }
  return [...choices.values()];
}

const toolCalls: ReadonlySet<string> = new Set(['tool_use', 'tool_calls', 'function_call', 'pause_turn']);
const refusals: ReadonlySet<string> = new Set([
  'refusal',
  'content_filtered',
  'content_filter',
  'guardrail_intervened',
]);

/** Why no document is to be expected of an answer that ended so (Converse's, Anthropic's and OpenAI's words); undefined: one is. */
export function excuseOf(finishReasons: readonly string[]): 'tool_call' | 'refusal' | undefined {
  if (finishReasons.some((reason) => refusals.has(reason))) return 'refusal';
  return finishReasons.some((reason) => toolCalls.has(reason)) ? 'tool_call' : undefined;
}
