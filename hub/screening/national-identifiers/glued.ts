import { asciiClass, isDigit, isIn, isLetter, unitAt } from '../ascii-class.ts';

const space = 32;
const hyphen = 45;
const glueBefore = asciiClass('_@+$%\\\\');
const glueAfter = asciiClass('_@$%');
/** Between two digits these make one number, or an address, of what they stand in. */
const joinsBefore = asciiClass('\\-./,:#');
const joinsAfter = asciiClass('./,:+');
const currencies = [0x20ac, 0xa3, 0xa5, 0x20a9];

/** Whether another group of digits stands one space away: groups divided by spaces do not tell then where the number begins or ends. */
export function isBesideDigits(text: string, start: number, end: number): boolean {
  return isBehindDigits(text, start) || (unitAt(text, end) === space && isDigit(unitAt(text, end + 1)));
}

/** Whether one stands one space before it. */
export function isBehindDigits(text: string, start: number): boolean {
  return unitAt(text, start - 1) === space && isDigit(unitAt(text, start - 2));
}

/** Whether what begins there is part of something longer: a price or a decimal, an address, a telephone number in international form, a longer number. */
export function isGluedBefore(text: string, start: number): boolean {
  const before = unitAt(text, start - 1);
  if (before > 127) return currencies.includes(before);
  if (isIn(glueBefore, before)) return true;
  return isIn(joinsBefore, before) && isDigit(unitAt(text, start - 2));
}

/** Whether what ends there is. */
export function isGluedAfter(text: string, end: number): boolean {
  const after = unitAt(text, end);
  if (after > 127) return currencies.includes(after);
  if (isIn(glueAfter, after)) return true;
  const next = unitAt(text, end + 1);
  return (isIn(joinsAfter, after) && isDigit(next)) || (after === hyphen && (isDigit(next) || isLetter(next)));
}
