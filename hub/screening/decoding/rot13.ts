import type { DecodedRun } from './decoder.ts';

const longestLine = 4096;
const fewestWords = 2;

/** Words that nearly every English sentence has some of. */
const common = new Set(
  (
    'a about all an and any are as at be but by can do first for from give have how i if in into is it know me my new no not now of on only or other our out ' +
    'please should so tell that the their them then there these they this to us was we what when which who will with would write you your'
  ).split(' '),
);

/** Quick signs, rotated: `the`, `and`, `you`, `your`, `all`, `this`, `that`, `with`, `for`, `from`. */
const signs = /\b(?:gur|naq|lbhe?|nyy|guvf|gung|jvgu|sbe|sebz)\b/i;

/** Lines that read as English when each letter is moved on by thirteen places, and as nothing before. */
export function* rotatedLines(text: string): Generator<DecodedRun> {
  if (!signs.test(text)) return;
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    for (let from = 0; from < line.length; from += longestLine) {
      const piece = line.slice(from, from + longestLine);
      const decoded = rotate(piece);
      if (!readsBetter(decoded, piece)) continue;
      yield { start: index + from, end: index + from + piece.length, text: decoded, encoding: 'rot13' };
    }
  }
}

function rotate(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const place = letter.charCodeAt(0) & 31;
    return String.fromCharCode(letter.charCodeAt(0) + (place <= 13 ? 13 : -13));
  });
}

/** What is rotated stands among plain words ("decode this: ..."), so as many common words as fit count. */
function readsBetter(decoded: string, plain: string): boolean {
  const found = commonWords(decoded);
  return found >= fewestWords && found * 2 >= commonWords(plain);
}

function commonWords(text: string): number {
  let count = 0;
  // One-letter words are common in either reading.
  for (const [word] of text.matchAll(/[a-z]{2,12}/gi)) if (common.has(word.toLowerCase())) count += 1;
  return count;
}
