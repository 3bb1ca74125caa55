/**
 * Whether a text has a run of `length` characters of a class at `from` or later. Looks at one character in `length` where there is none, so that a
 * pattern of long tokens costs ordinary text next to nothing.
 */
export function longRun(members: RegExp, length: number): (text: string, from: number) => boolean {
  const member = asciiTable(members);
  return (text, from) => findRun(member, text, from, length) >= 0;
}

/**
 * Where tokens begin: the offset of the first whole run of at least `length` characters of a class that begins at `from` or later; -1 where there is
 * none. A run that `from` stands in the middle of has begun before. For `PatternSpec.starts`.
 */
export function longTokens(members: RegExp, length: number): (text: string, from: number) => number {
  const member = asciiTable(members);
  return (text, from) => {
    let at = from;
    if (at > 0 && member[text.charCodeAt(at - 1)] === 1) while (member[text.charCodeAt(at)] === 1) at += 1;
    return findRun(member, text, at, length);
  };
}

function asciiTable(members: RegExp): Uint8Array {
  const member = new Uint8Array(128);
  for (let unit = 0; unit < 128; unit += 1) member[unit] = members.test(String.fromCharCode(unit)) ? 1 : 0;
  return member;
}

function findRun(member: Uint8Array, text: string, from: number, length: number): number {
  for (let probe = from + length - 1; probe < text.length; ) {
    if (member[text.charCodeAt(probe)] !== 1) {
      probe += length;
      continue;
    }
    let first = probe;
    while (first > from && member[text.charCodeAt(first - 1)] === 1) first -= 1;
    let end = probe + 1;
    while (end - first < length && member[text.charCodeAt(end)] === 1) end += 1;
    if (end - first >= length) return first;
    probe = end + length;
  }
  return -1;
}
