/** How answers begin that are none, in the languages of our callers. Matched on small letters with plain apostrophes; all bounded. */
const phrases: readonly RegExp[] = [
  /\bi(?: a|')m (?:sorry|unable|not able|afraid)\b/,
  /\bi (?:can(?:no|')t|can not|won't|will not|am not able to|don't have (?:access|enough information)|do not have (?:access|enough information))\b/,
  /\bas an ai\b/,
  /\b(?:not|un)able to (?:help|assist|answer|comply|provide|determine)\b/,
  /\b(?:ich kann|kann ich) (?:dir |ihnen |dabei |das |diese[rns]? )?(?:[a-zäöüß]{1,30} ){0,4}nicht\b/,
  /\bes tut mir leid\b|\btut mir leid\b|\bleider (?:kann|darf) ich\b/,
  /\bje (?:suis désolé|ne peux pas|ne suis pas en mesure)/,
  /\blo siento\b|\bno puedo (?:ayudar|responder|proporcionar)/,
  /\bmi dispiace\b|\bnon posso (?:aiutar|rispondere|fornire)/,
  /\bsinto muito\b|\bnão posso (?:ajudar|responder|fornecer)/,
];

/** An answer that refuses does so at its beginning; what is said later may be quoted. In UTF-16 units. */
const opening = 300;

/** Whether a text opens like a refusal. */
export function opensWithRefusal(text: string): boolean {
  const begun = text.trimStart().slice(0, opening).toLowerCase().replaceAll('’', "'");
  return phrases.some((phrase) => phrase.test(begun));
}
