const digit = /[0-9]/g;

interface Form {
  /** Least digits of the run. */
  readonly digits: number;
  /** What stands before it: so many of these characters, and a space or a dash, or neither. */
  readonly letters: { readonly members: RegExp; readonly min: number; readonly max: number };
}

/** Where codes of letters and digits can begin, for `PatternSpec.starts`. Digits are rare in prose and letters are not, so the search is for digits. */
export function beforeDigits({ digits, letters }: Form): (text: string, from: number) => number {
  const member = new Uint8Array(256);
  for (let unit = 0; unit < member.length; unit += 1) {
    member[unit] = letters.members.test(String.fromCharCode(unit)) ? 1 : 0;
  }
  return (text, from) => {
    // A run that `from` stands in the middle of has begun before.
    digit.lastIndex = isDigit(text.charCodeAt(from - 1)) ? endOfDigits(text, from) : from;
    while (digit.test(text)) {
      const run = digit.lastIndex - 1;
      const end = endOfDigits(text, run + 1);
      digit.lastIndex = end;
      if (end - run < digits) continue;
      const last = isGap(text.charCodeAt(run - 1)) && member[text.charCodeAt(run - 2)] === 1 ? run - 1 : run;
      const least = Math.max(from, last - letters.max);
      let first = last;
      while (first > least && member[text.charCodeAt(first - 1)] === 1) first -= 1;
      // A dash may stand among the letters, not before them.
      while (first < last && isGap(text.charCodeAt(first))) first += 1;
      if (last - first >= letters.min && first >= from) return first;
    }
    return -1;
  };
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isGap(unit: number): boolean {
  return unit === 32 || unit === 45;
}
