/** Narrower than this, a terminal wraps for itself. */
const narrowest = 40;

/**
 * Text in lines of at most `width` columns. Words longer than a line stay whole: they are ARNs, to be copied.
 *
 * @param indent before the first line.
 * @param hanging before the others.
 */
export function wrapped(text: string, width: number, indent: string, hanging: string = indent): readonly string[] {
  const most = Math.max(narrowest, width);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${line === undefined ? indent : hanging}${word}`);
  }
  return lines;
}
