/**
 * Telling words, as sources of regular expressions, matched whole and whatever their case; as field names, too (`tax_file`, `taxFileNumber`). Text may come
 * folded (marks stripped, look-alikes in Latin letters), so words with marks are given in both spellings.
 */
export function contextWords(...words: readonly string[]): RegExp {
  const sources = words.map((one) => one.replaceAll(' ', '[ _-]?')).join('|');
  return new RegExp(`(?<![a-z0-9])(?:${sources})[ _-]?(?:number|num|code|nr|no|id)?(?![a-z])`, 'i');
}

/** Words for the number of a person's identity card, in English. "Order ID" is none of them. */
export const identityWords = [
  '(?:my|his|her|their|your|national|citizen|personal|resident|refugee)(?: national)? id',
  'id (?:card|no|num|number|nr|document)',
  'identity (?:card|number|no|code|document)',
  'identification (?:card|number|no|code)',
] as const;
