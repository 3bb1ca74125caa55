/** What a model is asked, whatever the API: Converse, Anthropic Messages and Nova Messages bodies are all read into this. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';

export type Block =
  /** `guarded`: inside a guardContent block (Converse), which narrows what the guardrail looks at. */
  | { readonly kind: 'text'; text: string; readonly guarded: boolean }
  | { readonly kind: 'media'; readonly media: string; readonly format: string; readonly bytes: number }
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string; readonly input: Json }
  | { readonly kind: 'tool-result'; readonly id: string; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  | { readonly kind: 'cache-point' };

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Block[];
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
}

export type ToolChoice = { readonly kind: 'auto' | 'any' | 'none' } | { readonly kind: 'tool'; readonly name: string };

export interface Prompt {
  readonly system: readonly Block[];
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  /** A cache point after the tool definitions. */
  readonly toolsCached: boolean;
  readonly toolChoice: ToolChoice;
  readonly maxTokens: number | undefined;
  readonly stopSequences: readonly string[];
  /** The JSON Schema of the answer, where structured output is asked for. */
  readonly answerSchema: JsonObject | undefined;
  readonly reasoning: boolean;
}

/** The text blocks of `blocks`, one line each. */
function textOf(blocks: readonly Block[]): string {
  return blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('\n');
}

/** The blocks of the last message; empty when there is none. */
export function lastTurn(prompt: Prompt): readonly Block[] {
  return prompt.turns.at(-1)?.blocks ?? [];
}

/** What the user asked last: the text of the newest user message that has any. */
export function question(prompt: Prompt): string {
  for (let index = prompt.turns.length - 1; index >= 0; index--) {
    const turn = prompt.turns[index];
    const text = turn?.role === 'user' ? textOf(turn.blocks) : '';
    if (text !== '') return text;
  }
  return '';
}
