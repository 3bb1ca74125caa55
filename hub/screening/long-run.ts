/**
 * Whether a text has a run of `length` characters of a class at `from` or later. Looks at one character in `length` where there is none, so that a
 * pattern of long tokens costs ordinary text next to nothing.
 */
export function longRun(members: RegExp, length: number): (text: string, from: number) => boolean {
  const member = new Uint8Array(128);
  for (let unit = 0; unit < 128; unit += 1) member[unit] = members.test(String.fromCharCode(unit)) ? 1 : 0;
  return (text, from) => {
    for (let probe = from + length - 1; probe < text.length; ) {
      let first = probe;
      while (first > probe - length && first >= from && member[text.charCodeAt(first)] === 1) first -= 1;
      let end = probe + 1;
      while (first < probe && end - first - 1 < length && end < text.length && member[text.charCodeAt(end)] === 1)
        end += 1;
      if (end - first - 1 >= length) return true;
      probe = (first === probe ? probe : end) + length;
    }
    return false;
  };
}
