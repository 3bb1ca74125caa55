/**
 * Months of the year in English, German, French, Spanish, Italian, Dutch and Portuguese, in small letters, with and without their marks. Abbreviations that are
 * ordinary English words (`set`, `ago`) are left out.
 */
const names: readonly string[] = [
  'january jan januar janvier janv enero gennaio januari janeiro jänner janner',
  'february feb februar février fevrier févr fevr febrero febbraio februari fevereiro',
  'march mar märz marz mrz mars marzo maart março marco',
  'april apr avril abril aprile avr abr',
  'may mai mayo maggio mei maio',
  'june jun juni juin junio giugno junho',
  'july jul juli juillet juil julio luglio julho',
  'august aug août aout agosto augustus',
  'september sep sept septembre septiembre settembre setembro',
  'october oct oktober okt octobre octubre ottobre outubro',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre decembre déc diciembre dicembre dezembro',
];

const months = new Map(names.flatMap((line, at) => line.split(' ').map((name) => [name, at + 1] as const)));

/** Small letters make these a verb or a measure more often than a month. */
const ambiguous = new Set(['may', 'march', 'mar', 'mars', 'mai', 'marco']);

/** The month that a word names, 1 to 12. */
export function monthOf(word: string): number | undefined {
  return months.get(word.toLowerCase());
}

export function isAmbiguousMonth(word: string): boolean {
  return ambiguous.has(word);
}
