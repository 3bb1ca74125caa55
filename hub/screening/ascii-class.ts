const tables = new Map<string, Uint8Array>();

/** Which ASCII characters a class holds, by code, 1 or 0; given as the inside of the brackets: `asciiClass('A-Za-z')`. */
export function asciiClass(members: string): Uint8Array {
  let table = tables.get(members);
  if (table === undefined) {
    const expression = new RegExp(`[${members}]`);
    table = Uint8Array.from({ length: 128 }, (_, unit) => (expression.test(String.fromCharCode(unit)) ? 1 : 0));
    tables.set(members, table);
  }
  return table;
}

/** Whether the class holds a UTF-16 unit. What stands before a text and after it, NaN or -1, belongs to none. */
export function isIn(table: Uint8Array, unit: number): boolean {
  return unit < 128 && table[unit] === 1;
}

/** A unit of a text; -1 beyond its edges. `charCodeAt` answers NaN there, and once it has the engine treats all units as fractions, at twice the cost. */
export function unitAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? text.charCodeAt(at) : -1;
}

export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isCapital(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}

export function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || isCapital(unit);
}

export function isAlphanumeric(unit: number): boolean {
  return isDigit(unit) || isLetter(unit);
}
