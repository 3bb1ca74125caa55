import { monthOf, monthPattern } from './months.ts';

/** A date as an answer or a source gives it; several readings where day and month could be either. */
export interface WrittenDate {
  readonly start: number;
  readonly end: number;
  readonly readings: readonly DateReading[];
}

export interface DateReading {
  readonly year?: string;
  /** Two digits. */
  readonly month: string;
  readonly day?: string;
}

const edge = '(?<![\\p{L}\\p{Nd}])';
const end = '(?![\\p{L}\\p{M}\\p{Nd}])';
const month = `(?<month>${monthPattern})\\.?`;
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?';
const year = '(?<year>(?:1[5-9]|2[0-2])\\d\\d)';

/** All bounded: none of them backtracks over more than a date. */
const forms: readonly RegExp[] = [
  new RegExp(`${edge}${year}[-/.](?<month>\\d{1,2})[-/.](?<day>\\d{1,2})(?!\\d)`, 'gu'),
  new RegExp(`${edge}(?<day>\\d{1,2})[-/.] ?(?<month>\\d{1,2})[-/.] ?${year}(?!\\d)`, 'gu'),
  new RegExp(`${edge}${day} (?:(?:of|de|di) )?${month}(?:,? (?:(?:de|del|di|of) )?${year})?${end}`, 'gu'),
  new RegExp(`${edge}${month} ${day}(?:,? ${year})?${end}`, 'gu'),
  new RegExp(`${edge}${month}(?: (?:de|di|of))?,? ${year}${end}`, 'gu'),
];

/** The dates of a text that name at least a month. A year alone is a figure. */
export function* datesIn(text: string): Generator<WrittenDate> {
  if (!/\d/.test(text)) return;
  for (const [at, form] of forms.entries()) {
    for (const found of text.matchAll(form)) {
      const readings = readingsOf(found.groups ?? {}, at === 1);
      if (readings.length > 0) yield { start: found.index, end: found.index + found[0].length, readings };
    }
  }
}

/** @param eitherOrder 3/4/2026 is a day in March or in April */
function readingsOf(groups: Partial<Record<string, string>>, eitherOrder: boolean): readonly DateReading[] {
  const named = monthOf(groups.month ?? '');
  const asWritten = dateOf(groups.year, named ?? Number(groups.month), groups.day);
  const swapped = eitherOrder ? dateOf(groups.year, Number(groups.day), groups.month) : undefined;
  return [asWritten, swapped].filter((reading) => reading !== undefined);
}

function dateOf(year: string | undefined, month: number, day: string | undefined): DateReading | undefined {
  if (!(month >= 1 && month <= 12)) return undefined;
  if (day !== undefined && !(Number(day) >= 1 && Number(day) <= 31)) return undefined;
  return {
    month: String(month).padStart(2, '0'),
    ...(year !== undefined && { year }),
    ...(day !== undefined && { day: day.padStart(2, '0') }),
  };
}

/** Every key that a source with this date offers: the date, and the coarser ones that an answer may give. */
export function dateKeys({ year, month, day }: DateReading): readonly string[] {
  const keys = [];
  if (year !== undefined) keys.push(`${year}-${month}`);
  if (day !== undefined) keys.push(`--${month}-${day}`);
  if (year !== undefined && day !== undefined) keys.push(`${year}-${month}-${day}`);
  return keys;
}
