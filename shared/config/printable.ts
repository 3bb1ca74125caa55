/** Control, format and direction-changing characters and lone surrogates: a file under review must not be able to rewrite the reviewer's terminal. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from the file as it may be shown on a terminal: tabs stay, other unprintable characters become `�`, and the end is cut at `most` characters. */
export function printable(text: string, most = 60): string {
  const cut = text.length > most ? `${text.slice(0, most)}…` : text;
  return cut.replace(unprintable, (character) => (character === '\t' ? character : '\ufffd'));
}
