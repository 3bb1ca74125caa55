/** What the model says, whatever the API that carries it. */
import type { Json } from '../../../shared/canonical-json.ts';
import { tokensOf } from './tokens.ts';

/** In Converse's words. */
export type StopReason = 'end_turn' | 'tool_use' | 'max_tokens' | 'stop_sequence' | 'guardrail_intervened';

export type AnswerBlock =
  | { readonly kind: 'reasoning'; readonly text: string; readonly signature: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool-use'; readonly id: string; readonly name: string; readonly input: Json };

export interface Composition {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: StopReason;
  readonly stopSequence: string | undefined;
  readonly outputTokens: number;
}

export function blockTokens(block: AnswerBlock): number {
  return tokensOf(block.kind === 'tool-use' ? block.name + JSON.stringify(block.input) : block.text);
}
