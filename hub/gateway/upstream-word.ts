/** Bedrock's own names (stop reasons, error types, model and request ids) are far shorter. */
const longestWord = 256;

/**
 * A word that the model's side chose, such as a stop reason, fit to stand in a record: short, so that no answer can swell or fill records, and
 * well-formed, because a lone surrogate has no canonical form and would leave the call without its completion.
 */
export function upstreamWord(word: string): string;
export function upstreamWord(word: string | undefined): string | null;
export function upstreamWord(word: string | undefined): string | null {
  return word === undefined ? null : word.slice(0, longestWord).toWellFormed();
}
