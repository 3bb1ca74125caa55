/** Scripts that are written without spaces between words have no word boundaries to look for. */
const wordCharacter =
  /^(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}\p{M}_]$/u;

const unknown = 0;
const other = 1;
const word = 2;

/** Filled as units come: a table costs a nanosecond where a Unicode regular expression costs fifty, and all of it would cost what a whole start may cost. */
const classes = new Uint8Array(0x10000);
const small = new Uint16Array(0x10000);

/** Whether a UTF-16 unit belongs to a word. Surrogates do not, so an emoji beside a word is a boundary; neither does NaN, the end of a text. */
export function isWordUnit(unit: number): boolean {
  const known = classes[unit] ?? other;
  return known === word || (known === unknown && classify(unit) === word);
}

/** The small letter of a unit; the unit itself where it has none of one unit. */
export function smallUnit(unit: number): number {
  if ((classes[unit] ?? other) === unknown) classify(unit);
  return small[unit] ?? unit;
}

function classify(unit: number): number {
  const character = String.fromCharCode(unit);
  const lower = character.toLowerCase();
  const found = wordCharacter.test(character) ? word : other;
  classes[unit] = found;
  small[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  return found;
}

/** White space of one UTF-16 unit. */
export function isBlank(unit: number): boolean {
  return (
    unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)
  );
}
