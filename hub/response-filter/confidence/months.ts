/** Names of the months, capitalized where the language writes them so, with the abbreviations in use: English, German, French, Spanish, Italian, Portuguese, Dutch. */
const names: readonly string[] = [
  'January Jan Januar Jänner janvier enero gennaio janeiro januari',
  'February Feb Februar février febrero febbraio fevereiro februari',
  'March Mar März mars marzo março maart',
  'April Apr avril abril aprile april',
  'May Mai mai mayo maggio maio mei',
  'June Jun Juni juin junio giugno junho juni',
  'July Jul Juli juillet julio luglio julho juli',
  'August Aug août agosto augustus',
  'September Sep Sept septembre septiembre settembre setembro september',
  'October Oct Oktober Okt octobre octubre ottobre outubro oktober',
  'November Nov novembre noviembre novembro november',
  'December Dec Dezember Dez décembre diciembre dicembre dezembro december',
];

const numbers: ReadonlyMap<string, number> = new Map(
  names.flatMap((line, at) => line.split(' ').map((name) => [name, at + 1] as const)),
);

/** 1 to 12; undefined for what is no month. */
export function monthOf(name: string): number | undefined {
  return numbers.get(name);
}

/** An alternation of all of them for a pattern, longer names first. */
export const monthPattern: string = [...numbers.keys()].sort((a, b) => b.length - a.length).join('|');
