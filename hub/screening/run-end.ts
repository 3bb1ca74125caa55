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
