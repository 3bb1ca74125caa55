import type { Part } from '../screening/parts.ts';

/**
 * Input tokens that a request may use, estimated on the high side so that the reservation covers the settlement. Bedrock's CountTokens is exact but
 * is a call of its own and not offered for every model.
 * - Text: tokenizers average 3.5 to 4.5 characters a token on English and about one on CJK; counted here: one token for 3 ASCII characters, one for each other UTF-16 unit.
 * - Images and video: providers cap one image at about 1,600 to 4,800 tokens; counted: 5,000.
 * - Documents: a page is about 3,000 tokens and seldom under 6 KB; counted: one token for 2 bytes, at most a 1,000,000-token context.
 */
const asciiPerToken = 3;
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

export function estimateTextTokens(text: string): number {
  let wide = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) wide++;
  return wide + Math.ceil((text.length - wide) / asciiPerToken);
}
