/**
 * IAM's wildcards: `*` is any run of characters, `?` is one. Linear in practice and quadratic at worst, without a regular expression, because patterns come from
 * policies that nobody has reviewed yet.
 */

/** One step of a pattern: a wildcard, or a character that stands for itself. */
export type GlobToken = { readonly wildcard: '*' | '?' } | { readonly literal: string };

/** Patterns come again and again: of all accounts, units and questions, the policies are the same few. */
const known = new Map<string, readonly GlobToken[]>();
const mostKnown = 10_000;

export function globTokens(pattern: string): readonly GlobToken[] {
  const before = known.get(pattern);
  if (before !== undefined) return before;
  const tokens = Array.from(pattern, (character) =>
    character === '*' || character === '?' ? { wildcard: character } : { literal: character },
  ) satisfies readonly GlobToken[];
  if (known.size >= mostKnown) known.clear();
  known.set(pattern, tokens);
  return tokens;
}

export function literalTokens(text: string): readonly GlobToken[] {
  return Array.from(text, (literal) => ({ literal }));
}

const surrogates = /[\ud800-\udfff]/;

/** Whether the whole of `text` matches. Goes back to the last `*` alone, which is all that globs need. */
export function matchesGlob(tokens: readonly GlobToken[], text: string): boolean {
  // One that takes two UTF-16 units is still one.
  const characters = surrogates.test(text) ? Array.from(text) : text;
  let at = 0;
  let token = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    const step = tokens[token];
    if (step !== undefined && isStar(step)) {
      star = token++;
      resume = at;
    } else if (step !== undefined && accepts(step, characters[at] ?? '')) {
      token += 1;
      at += 1;
    } else if (star >= 0) {
      token = star + 1;
      at = ++resume;
    } else return false;
  }
  while (token < tokens.length && isStar(tokens[token])) token += 1;
  return token === tokens.length;
}

function isStar(token: GlobToken | undefined): boolean {
  return token !== undefined && 'wildcard' in token && token.wildcard === '*';
}

function accepts(token: GlobToken, character: string): boolean {
  return 'wildcard' in token ? token.wildcard === '?' : token.literal === character;
}

/** Actions: without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob(globTokens(pattern.toLowerCase()), action.toLowerCase());
}
