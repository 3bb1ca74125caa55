import type { Part } from '../screening/parts.ts';

/**
 * Input tokens that a request may use, estimated on the high side so that the reservation covers the settlement. Bedrock's CountTokens is exact but
 * is a call of its own and not offered for every model.
 * - Text: a third of a token for a lower-case letter or a space, one for any other ASCII character and for a letter right after one (figures, JSON and
 *   encoded data have far more tokens than prose), five thirds for each other UTF-16 unit. Above what the public tokenizers o200k_base and cl100k_base count
 *   (https://github.com/openai/tiktoken); those of Claude and Nova are not public.
 * - Images and video: providers cap one image at about 1,600 to 4,800 tokens; counted: 5,000.
 * - Documents: a page is about 3,000 tokens and seldom under 6 KB; counted: one token for 2 bytes, at most a 1,000,000-token context.
 */
const thirdsOfWide = 5;
const imageTokens = 5_000;
const bytesPerDocumentToken = 2;
const contextTokens = 1_000_000;
/** Role markers and separators of a block. */
const blockTokens = 8;

export function estimateInputTokens(parts: readonly Part[], addedRules: readonly string[]): number {
  let tokens = blockTokens;
  for (const part of parts) {
    tokens += blockTokens;
    for (const { text } of part.texts) tokens += estimateTextTokens(text);
    if (part.media !== undefined) tokens += mediaTokens(part.kind, part.media.bytes);
  }
  for (const rule of addedRules) tokens += blockTokens + estimateTextTokens(rule);
  return Math.min(tokens, contextTokens);
}

function mediaTokens(kind: Part['kind'], bytes: number): number {
  return kind === 'document' ? Math.ceil(bytes / bytesPerDocumentToken) : imageTokens;
}

/** The most tokens that a text of so many UTF-16 units can be estimated at. */
export function mostTokensOf(units: number): number {
  return blockTokens + Math.ceil((units * thirdsOfWide) / 3);
}

/** At least one token for three characters; more text is never fewer tokens. */
function estimateTextTokens(text: string): number {
  let thirds = 0;
  // Whether a lower-case letter here can belong to a word, which tokenizers have whole.
  let word = true;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const lower = unit >= 0x61 && unit <= 0x7a;
    if (unit > 0x7f) thirds += thirdsOfWide;
    else thirds += unit === 0x20 || (lower && word) ? 1 : 3;
    word = lower || unit === 0x20 || (unit >= 0x41 && unit <= 0x5a);
  }
  return Math.ceil(thirds / 3);
}
