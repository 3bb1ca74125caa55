const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a day exists, in the Gregorian calendar. Of a year in two digits it is enough that the day exists in the 1900s or the 2000s. */
export function isDate(year: number, month: number, day: number): boolean {
  if (day < 1 || day > (daysOf[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || isLeap(year);
}

/** Whether six digits of `value` from `at` on are year, month and day of a birth, each in two digits. */
export function isBirthDate(value: string, at = 0): boolean {
  return isDate(twoDigits(value, at), twoDigits(value, at + 2), twoDigits(value, at + 4));
}

/** The number that two digits write. */
export function twoDigits(value: string, at: number): number {
  return (value.charCodeAt(at) - 48) * 10 + value.charCodeAt(at + 1) - 48;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0 || year === 0);
}
