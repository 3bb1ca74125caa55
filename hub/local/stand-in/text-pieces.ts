/** Cuts text into the pieces that a stream carries, never inside a surrogate pair. */
const usualPiece = 24;

/** @param count wanted number of pieces; a text with fewer characters gives fewer. Undefined: pieces of about six tokens. */
export function pieces(text: string, count?: number): string[] {
  const size = count === undefined ? usualPiece : text.length / count;
  const cut: string[] = [];
  let start = 0;
  for (let wanted = size; start < text.length; wanted += size) {
    let end = Math.max(start + 1, Math.min(text.length, Math.round(wanted)));
    if (isLowSurrogate(text.charCodeAt(end)) && isHighSurrogate(text.charCodeAt(end - 1))) end++;
    cut.push(text.slice(start, end));
    start = end;
  }
  return cut;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
