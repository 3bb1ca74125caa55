import { isAlphanumeric, isCapital, isDigit, isLetter, unitAt } from '../ascii-class.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits, beforeDigits } from '../starts.ts';

/** Most letters of a group before the digits, and most characters before them: a district, a group, and what divides them. */
const longestGroup = 3;
const longestLead = 7;
const [space, hyphen] = [32, 45];

/** Plates with letters before the digits: one group of them, or two, the first of which is a German district. */
export const lettersThenDigits = beforeDigits({
  lengths: lengthsBetween(1, 4),
  after: 'A-Za-z \\-',
  lead: longestLead,
  begin(text, start, end, from) {
    const isJoined = isLetter(unitAt(text, start - 1));
    const groupEnd = isJoined ? start : start - 1;
    let group = groupEnd;
    while (groupEnd - group < longestGroup && isLetter(unitAt(text, group - 1))) group -= 1;
    const before = unitAt(text, group - 1);
    if (group === groupEnd || isAlphanumeric(before)) return -1;
    if (!isCapital(unitAt(text, group)) && !(start - group === 2 && isSmallPlate(text, start, end))) return -1;
    // A blank between a district and the letters behind it would make a plate of any short words in capitals.
    const district = before === hyphen ? districtStart(text, group - 1, from) : -1;
    if (district >= 0) return district;
    return group >= from && mayGoOn(text, end, end - start) ? group : -1;
  },
});

/** Plates with two digits, and letters after them. */
export const digitsThenLetters = atDigits({
  lengths: lengthBits(2),
  notAfter: 'A-Za-z0-9.,\\-/',
  next: 'A-Z',
  or: [{ next: ' \\-', second: 'A-Z' }],
});

/** Behind so many digits, before which one group of letters stands: more letters, as many as some form has there, and four digits if only an Indian plate has that many. */
function mayGoOn(text: string, end: number, digits: number): boolean {
  const isDivided = isGap(unitAt(text, end));
  const start = isDivided ? end + 1 : end;
  let at = start;
  while (at - start <= longestGroup && isLetter(unitAt(text, at))) at += 1;
  const letters = at - start;
  if (letters === 0 || letters > longestGroup) return false;
  if (letters === longestGroup || (letters === 2 && digits === 3) || (letters === 1 && !isDivided)) return true;
  if (isGap(unitAt(text, at))) at += 1;
  return digits <= 2 && hasDigits(text, at, 4);
}

function hasDigits(text: string, start: number, count: number): boolean {
  for (let at = start; at < start + count; at += 1) if (!isDigit(unitAt(text, at))) return false;
  return true;
}

/** Small letters are taken only of British plates, which have two of them and two digits, undivided, and then letters. */
function isSmallPlate(text: string, start: number, end: number): boolean {
  const next = unitAt(text, end);
  return (
    end - start === 2 && isLetter(unitAt(text, start - 1)) && isLetter(next === space ? unitAt(text, end + 1) : next)
  );
}

/** The first offset from which up to three letters run to `end`, glued to nothing before them; -1 where there is none. */
function districtStart(text: string, end: number, from: number): number {
  const least = Math.max(from, end - longestGroup);
  let found = -1;
  for (let at = end - 1; at >= least && isDistrictLetter(unitAt(text, at)); at -= 1) {
    if (!isAlphanumeric(unitAt(text, at - 1))) found = at;
  }
  return found;
}

function isDistrictLetter(unit: number): boolean {
  return isCapital(unit) || unit === 0xc4 || unit === 0xd6 || unit === 0xdc;
}

function isGap(unit: number): boolean {
  return unit === space || unit === hyphen;
}
