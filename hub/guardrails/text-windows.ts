/**
 * ApplyGuardrail takes so many text units in one request, a unit being up to 1,000 characters of a text. Characters are counted as UTF-16 units, of which there are
 * never fewer than of any other kind.
 * Source: https://docs.aws.amazon.com/general/latest/gr/bedrock.html#limits_bedrock
 */
const unitLength = 1_000;
export const unitsOfRequest = 25;

export interface TextWindow {
  /** Offset of its first character in the whole text. */
  readonly start: number;
  readonly text: string;
}

/** The charge for one text. */
export function unitsOf(text: string): number {
  return Math.ceil(text.length / unitLength);
}

/**
 * Cuts a text into windows of at most `length` that overlap, so that a phrase of up to `overlap` characters is whole in one of them wherever it stands: what is
 * cut apart at a seam would be judged as two harmless halves. No cut goes through a surrogate pair.
 */
export function textWindows(text: string, length = unitsOfRequest * unitLength, overlap = unitLength): TextWindow[] {
  const windows: TextWindow[] = [];
  for (let start = 0; ; ) {
    const end = boundary(text, Math.min(text.length, start + length));
    windows.push({ start, text: text.slice(start, end) });
    if (end >= text.length) return windows;
    const next = boundary(text, end - overlap);
    // Two pairs that are not parted can cost a window its whole advance, where it is hardly longer than the overlap.
    start = next > start ? next : start + 2;
  }
}

/** `at`, or one before where that would part a pair. */
function boundary(text: string, at: number): number {
  const parts = isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
  return parts ? at - 1 : at;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
