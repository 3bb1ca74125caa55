const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether arrays and objects nest deeper than `limit` in a JSON text. Looks at the text, before any parser builds a tree from it, so that
 * megabytes of `[` cost neither stack nor memory. Text that is not JSON may get either answer; the parser refuses it later.
 */
export function nestsDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    // Either bracket: '[' 0x5b and '{' 0x7b, ']' 0x5d and '}' 0x7d.
    else if ((code | 0x20) === 0x7b && ++depth > limit) return true;
    else if ((code | 0x20) === 0x7d) depth--;
  }
  return false;
}

/** Index of the quote that closes the string opened at `start`; the text's length where none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === backslash) first--;
  return (at - first) % 2 === 1;
}
