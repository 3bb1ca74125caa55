/**
 * Letters of other scripts, and Latin letters without a decomposition, that a reader takes for a Latin letter. Judged by shape and case by case (η looks like n,
 * Η like H), so phrases that are compared with folded text are folded in each of their cases. What NFKD maps (fullwidth, mathematical, circled, ligatures) is not listed.
 * Method: Unicode Technical Standard 39, section 4 (confusable detection); the selection is our own.
 */
const twins: Readonly<Record<string, string>> = {
  a: 'аαɑɐᴀꭺ',
  A: 'АΑᎪꓮ',
  b: 'вьβƅƀʙ',
  B: 'ВΒᏴꓐ',
  c: 'сϲᴄↄ',
  C: 'СϹᏟꓚ',
  d: 'ԁđɗᴅ',
  D: 'ԀĐᎠꓓ',
  e: 'еєεҽɛᴇǝә',
  E: 'ЕΕᎬꓰ',
  f: 'ƒքꜰ',
  F: 'Ϝꓝ',
  g: 'ɡɢցԍ',
  G: 'ԌᏀꓖ',
  h: 'һհнħʜ',
  H: 'НΗҺĦᎻꓧ',
  i: 'іιıɩɪɨ',
  I: 'ІΙӀꓲ',
  j: 'јϳյᴊȷ',
  J: 'ЈᎫꓙ',
  k: 'кκᴋƙ',
  K: 'КΚᏦꓗ',
  l: 'ӏłʟǀ',
  L: 'ŁԼᏞꓡ',
  m: 'мᴍɱ',
  M: 'МΜᎷꓟ',
  n: 'ηпոռɴ',
  N: 'Νꓠ',
  o: 'оοօσøᴏө',
  O: 'ОΟՕØꓳ',
  p: 'рρᴘ',
  P: 'РΡᏢꓑ',
  q: 'ԛգ',
  Q: 'Ԛ',
  r: 'гᴦʀɼ',
  R: 'ᎡᏒꓣ',
  s: 'ѕꜱʂ',
  S: 'ЅՏᏚꓢ',
  t: 'тτŧᴛ',
  T: 'ТΤŦᎢꓔ',
  u: 'υսᴜʉ',
  U: 'Սꓴ',
  v: 'νѵᴠ',
  V: 'ѴᏙꓦ',
  w: 'ԝωшաᴡѡ',
  W: 'ԜᎳꓪ',
  x: 'хχ',
  X: 'ХΧꓫ',
  y: 'уγүʏ',
  Y: 'УΥҮꓬ',
  z: 'ᴢʐ',
  Z: 'ΖᏃꓜ',
  // Punctuation that NFKD leaves alone.
  '-': '−⁃˗➖',
  "'": '‘’‚‛′‵ʹʻʼʽˈ´‹›',
  '"': '“”„‟″‶«»〝〞ˮ',
  '.': '。｡٫۔',
  ',': '、､٬،',
  ':': '∶։׃',
  '!': 'ǃ',
  '/': '⁄∕⧸',
  '\\': '∖⧹',
  '*': '∗٭',
  ' ': '⠀',
  '\n': '\u0085\u2028\u2029\u001c\u001d\u001e\u001f',
};

/** Letters in boxes and discs that Unicode gives no decomposition: 26 from each of these, A to Z. */
const enclosedAlphabets = [0x1f150, 0x1f170];

const byCodePoint = new Map<number, string>(
  Object.entries(twins).flatMap(([twin, lookalikes]) =>
    Array.from(lookalikes, (lookalike) => [lookalike.codePointAt(0) ?? 0, twin] as const),
  ),
);

/** The ASCII character that a code point is taken for; undefined where there is none. */
export function twinOf(codePoint: number): string | undefined {
  const alphabet = enclosedAlphabets.find((first) => codePoint >= first && codePoint < first + 26);
  if (alphabet !== undefined) return String.fromCharCode(65 + codePoint - alphabet);
  return byCodePoint.get(codePoint);
}
