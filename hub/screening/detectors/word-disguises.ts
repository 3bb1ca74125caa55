/** Signs that may stand between the letters of a word. */
export const separators: ReadonlySet<number> = new Set(Array.from("-._*~/|,:+'", (sign) => sign.charCodeAt(0)));

/** Which letters a sign is written for. */
export const disguises: ReadonlyMap<number, readonly number[]> = new Map(
  Object.entries({
    '0': 'o',
    '1': 'il',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '6': 'g',
    '7': 't',
    '8': 'b',
    '9': 'g',
    '@': 'a',
    $: 's',
    '!': 'il',
    '|': 'il',
    '+': 't',
    '(': 'c',
  }).map(([sign, letters]) => [sign.charCodeAt(0), Array.from(letters, (letter) => letter.charCodeAt(0))] as const),
);

/** Signs that also end sentences or begin brackets: they stand for a letter inside a word only. */
export const insideOnly: ReadonlySet<number> = new Set(Array.from('!|+(', (sign) => sign.charCodeAt(0)));
