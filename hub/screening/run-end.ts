import { asciiClass, isIn } from './ascii-class.ts';

/** So many characters are looked at one by one: most runs are short. */
const near = 24;

/** Where the characters of a class end that stand from an offset on. For long runs a regular expression, because the engine skims text several times faster than a loop. */
export function runEnd(members: string): (text: string, from: number) => number {
  const table = asciiClass(members);
  const other = new RegExp(`[^${members}]`, 'g');
  return (text, from) => {
    let at = from;
    const close = Math.min(text.length, from + near);
    while (at < close && isIn(table, text.charCodeAt(at))) at += 1;
    if (at < close || at === text.length) return at;
    other.lastIndex = at;
    return other.test(text) ? other.lastIndex - 1 : text.length;
  };
}

/** Where the characters begin that a text ends in and that are of a class or beyond ASCII, at `from` or later; its length where there are none. */
export function runStart(members: string): (text: string, from: number) => number {
  const table = asciiClass(members);
  return (text, from) => {
    let at = text.length;
    for (; at > from; at -= 1) {
      const unit = text.charCodeAt(at - 1);
      if (unit < 128 && table[unit] === 0) break;
    }
    return at;
  };
}
