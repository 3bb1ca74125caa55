/** Ends an answer where the request says so: at a stop sequence, or when its tokens are used up. */
import { type AnswerBlock, blockTokens, type Composition, type StopReason } from './answer.ts';
import type { Prompt } from './prompt.ts';
import { charactersPerToken } from './tokens.ts';

export function cutAtLimits(blocks: readonly AnswerBlock[], prompt: Prompt, stopReason: StopReason): Composition {
  const stopped = cutAtStopSequence(blocks, prompt.stopSequences);
  const stopSequence = stopped?.sequence;
  const reason = stopped === undefined ? stopReason : 'stop_sequence';
  return cutAtTokens(stopped?.blocks ?? blocks, prompt.maxTokens ?? Number.POSITIVE_INFINITY, reason, stopSequence);
}

/** The sequence that comes first in the text ends the answer; neither it nor what follows is said. */
function cutAtStopSequence(blocks: readonly AnswerBlock[], sequences: readonly string[]) {
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'text') continue;
    const hits = sequences
      .map((sequence) => ({ sequence, at: sequence === '' ? -1 : block.text.indexOf(sequence) }))
      .filter((hit) => hit.at >= 0)
      .sort((a, b) => a.at - b.at);
    const first = hits[0];
    if (first === undefined) continue;
    const kept: AnswerBlock = { kind: 'text', text: block.text.slice(0, first.at) };
    return { blocks: [...blocks.slice(0, index), kept], sequence: first.sequence };
  }
  return undefined;
}

function cutAtTokens(
  blocks: readonly AnswerBlock[],
  maxTokens: number,
  stopReason: StopReason,
  stopSequence: string | undefined,
): Composition {
  const kept: AnswerBlock[] = [];
  let spent = 0;
  for (const block of blocks) {
    const tokens = blockTokens(block);
    if (spent + tokens <= maxTokens) {
      kept.push(block);
      spent += tokens;
      continue;
    }
    const rest = shortened(block, maxTokens - spent);
    if (rest !== undefined) kept.push(rest);
    return { blocks: kept, stopReason: 'max_tokens', stopSequence: undefined, outputTokens: maxTokens };
  }
  return { blocks: kept, stopReason, stopSequence, outputTokens: spent };
}

/** Half a tool call is no JSON: it is left out. A cut never divides a surrogate pair. */
function shortened(block: AnswerBlock, tokens: number): AnswerBlock | undefined {
  if (block.kind === 'tool-use' || tokens <= 0) return undefined;
  const text = block.text.slice(0, tokens * charactersPerToken).replace(/[\uD800-\uDBFF]$/, '');
  return { ...block, text };
}
