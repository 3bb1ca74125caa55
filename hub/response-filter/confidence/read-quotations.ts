/** Between its own marks, on one line; each class leaves out both marks, so that no character is looked at twice. In UTF-16 units. */
const quoted = [/“([^“”\n]{0,2000})”/gu, /„([^„“”\n]{0,2000})[“”]/gu, /«([^«»\n]{0,2000})»/gu, /"([^"\n]{0,2000})"/gu];

/** Shorter ones are single words in quotation marks. */
const shortest = 8;
const ellipsis = /\[?(?:…|\.\.\.)\]?/u;

/** Quotations in an answer, each as the stretches that it quotes: what stands for something left out parts them. */
export function* quotationsIn(text: string): Generator<readonly string[]> {
  for (const form of quoted) {
    // Short ones are read, too, or their closing mark would open the next.
    for (const [, inner = ''] of text.matchAll(form)) if (inner.length >= shortest) yield inner.split(ellipsis);
  }
}
