import { unitAt } from '../ascii-class.ts';

/** What a character is worth as a digit of a base up to 16; `none` for all others. */
const none = 16;
const values = Uint8Array.from({ length: 128 }, (_, unit) => {
  const value = Number.parseInt(String.fromCharCode(unit), 16);
  return Number.isNaN(value) ? none : value;
});

/** What a unit is worth as a digit of the base; -1 where it is none. */
function digitValue(unit: number, base: number): number {
  const value = unit >= 0 && unit < 128 ? (values[unit] as number) : none;
  return value < base ? value : -1;
}

/** Where the digits of a base end that stand from `from` on; before `from + most + 1` in any case. */
export function digitsEnd(text: string, from: number, most: number, base: number): number {
  let end = from;
  while (end - from < most && digitValue(unitAt(text, end), base) >= 0) end += 1;
  return end;
}

/** What the digits of a base from `from` to `to` make; -1 where there are none, or something else. */
export function numberAt(text: string, from: number, to: number, base: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    const value = digitValue(unitAt(text, at), base);
    if (value < 0) return -1;
    sum = sum * base + value;
  }
  return to > from ? sum : -1;
}
