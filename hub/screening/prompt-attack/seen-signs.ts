/** Which ASCII signs stand in a text, as bits: of those below 64 and of the others, by their last five bits, so that some share one. */
export interface SeenSigns {
  readonly low: number;
  readonly high: number;
}

/** Letters are no signs, and an apostrophe may be part of a word. */
const sign = /[\0-&(-@[-`{-\x7f]/g;

/** The signs that are in a string. */
export function signsOf(text: string): SeenSigns {
  let [low, high] = [0, 0];
  for (const [found] of text.matchAll(sign)) {
    const unit = found.charCodeAt(0);
    if (unit < 64) low |= 1 << unit;
    else high |= 1 << unit;
  }
  return { low, high };
}

/** Whether all of these signs may be among the seen ones. */
export function mayHave(seen: SeenSigns, wanted: SeenSigns): boolean {
  return (seen.low & wanted.low) === wanted.low && (seen.high & wanted.high) === wanted.high;
}
