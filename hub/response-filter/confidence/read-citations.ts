/** A web address; what ends a sentence is no part of it. */
const address = /\bhttps?:\/\/[^\s<>"'“”«»)\]}]{4,2048}/giu;
const identifier = /\b10\.\d{4,9}\/[^\s<>"'“”«»)\]}]{1,200}/gu;
/** `[3]`, `[3, 4]`: a reference to the third source that was given. */
const reference = /\[(\d{1,3}(?:, ?\d{1,3}){0,20})\](?!\()/g;

/** Web addresses and DOIs (https://www.doi.org/the-identifier/resources/handbook/2_numbering.html) in canonical form. */
export function* addressesIn(text: string): Generator<string> {
  for (const [found] of text.matchAll(address)) yield canonicalAddress(found);
  for (const [found] of text.matchAll(identifier)) yield trimmed(found).toLowerCase();
}

/** Numbers of the sources that an answer refers to. */
export function* referencesIn(text: string): Generator<number> {
  for (const [, numbers = ''] of text.matchAll(reference)) yield* numbers.split(',').map(Number);
}

function canonicalAddress(found: string): string {
  return trimmed(found)
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '');
}

function trimmed(found: string): string {
  let end = found.length;
  while (end > 0 && '.,;:!?/*_'.includes(found[end - 1] ?? '')) end -= 1;
  return found.slice(0, end);
}
