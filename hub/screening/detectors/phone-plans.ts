import metadata from 'libphonenumber-js/min/metadata';

/** National numbers as people write them in these countries are told from other numbers by their plans alone; more countries would let any number pass. */
const countries = [
  'US',
  'GB',
  'DE',
  'FR',
  'IT',
  'ES',
  'NL',
  'BR',
  'MX',
  'IN',
  'CN',
  'JP',
  'KR',
  'TR',
  'PH',
  'IL',
  'AU',
  'ZA',
] as const;

/** Places in a minified plan of libphonenumber's metadata, version 4. */
const callingCode = 0;
const nationalPattern = 2;
const possibleLengths = 3;

type Country = (typeof countries)[number];

const compiled = new Map<Country, RegExp>();
let lengths: ReadonlyMap<string, ReadonlySet<number>> | undefined;

/**
 * Whether digits after a `+` begin with a country's calling code and go on for as long as its numbers are (ITU-T E.164; plans of libphonenumber). A trunk zero,
 * often left in as `+46 (0)8`, must have been taken out.
 */
export function isInternational(digits: string): boolean {
  lengths ??= lengthsByCallingCode();
  for (let size = 1; size <= 3; size += 1) {
    const possible = lengths.get(digits.slice(0, size));
    if (possible !== undefined) return possible.has(digits.length - size);
  }
  return false;
}

/** Whether the digits, written without the trunk prefix, are a national number of that country. */
export function isNational(country: Country, digits: string): boolean {
  let plan = compiled.get(country);
  if (plan === undefined) {
    const pattern: unknown = metadata.countries[country]?.[nationalPattern];
    plan = new RegExp(typeof pattern === 'string' ? `^(?:${pattern})$` : '(?!)');
    compiled.set(country, plan);
  }
  return plan.test(digits);
}

/** Whether the digits are a number, with a trunk zero or without, in any of the larger countries. */
export function isNationalSomewhere(digits: string): boolean {
  const significant = digits.replace(/^0/, '');
  return countries.some((country) => isNational(country, country === 'IT' ? digits : significant));
}

function lengthsByCallingCode(): Map<string, Set<number>> {
  const byCode = new Map<string, Set<number>>();
  for (const plan of [...Object.values(metadata.countries), ...Object.values(metadata.nonGeographic)]) {
    const code = String(plan[callingCode]);
    const possible: unknown = plan[possibleLengths];
    const known = byCode.get(code) ?? new Set<number>();
    if (Array.isArray(possible)) for (const length of possible) known.add(Number(length));
    byCode.set(code, known);
  }
  return byCode;
}
