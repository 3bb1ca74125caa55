const otherDigit = /(?![0-9])\p{Nd}/gu;
const ascii = /^[\0-\x7f]*$/;
const digit = /^\p{Nd}$/u;

/** The text with every decimal digit (Arabic-Indic, Devanagari, full width, ...) as 0 to 9. Unicode has each script's ten digits side by side, zero first. */
export function withPlainDigits(text: string): string {
  if (ascii.test(text)) return text;
  return text.replace(otherDigit, (found) => String(digitValue(found.codePointAt(0) ?? 0)));
}

function digitValue(codePoint: number): number {
  let value = 0;
  while (value < 9 && digit.test(String.fromCodePoint(codePoint - value - 1))) value += 1;
  return value;
}
