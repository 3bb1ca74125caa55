/** Words and letters after a number that multiply it, as powers of ten: English, German, French, Spanish, Italian and Dutch. */
const powers: ReadonlyMap<string, number> = new Map<string, number>(
  (
    [
      [3, ['k', 'tsd', 'thousand', 'tausend', 'mille', 'mil']],
      [5, ['lakh']],
      [6, ['m', 'mn', 'mm', 'mio', 'million', 'millions', 'millionen', 'millones', 'milioni', 'miljoen']],
      [7, ['crore']],
      [
        9,
        ['b', 'bn', 'mrd', 'mia', 'billion', 'billions', 'milliarde', 'milliarden', 'milliard', 'milliards', 'miljard'],
      ],
      [12, ['tn', 'trillion', 'trillions']],
    ] as const
  ).flatMap(([power, words]) => words.map((word) => [word, power] as const)),
);

/** The power of ten that a word stands for; 0: none. */
export function magnitudeOf(word: string): number {
  return powers.get(word.toLowerCase()) ?? 0;
}

/** `m` is a metre, too: such a number is taken both ways. */
export function isAmbiguousMagnitude(word: string): boolean {
  return word.length < 3;
}
