/**
 * A regular expression for the header `content-length` that matches every whole number above `most`, because the firewall can match a header and cannot count with it. What is no number matches, too.
 *
 * @param most whole and positive, in bytes.
 */
export function longerThan(most: number): string {
  const digits = [...String(most)];
  const larger = digits.flatMap((digit, at) => {
    if (digit === '9') return [];
    const rest = digits.length - at - 1;
    return [`${digits.slice(0, at).join('')}[${Number(digit) + 1}-9]${rest === 0 ? '' : `[0-9]{${rest}}`}`];
  });
  return `^0*([1-9][0-9]{${digits.length},}|${[...larger, '[0-9]*[^0-9].*'].join('|')})$`;
}
