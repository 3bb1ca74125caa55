/** Longer texts get memory of their own; together with the two bytes of a unit, what is kept for the short ones is 64 KB. */
const shortText = 32 * 1024;

const kept = new Uint16Array(shortText + 1);
let inUse = false;

/**
 * Hands `read` the UTF-16 units of a text, with a zero behind the last one: a unit of an array costs half of what a unit of a string costs. The units are gone when `read`
 * returns, because they are content.
 */
export function withUnits(text: string, read: (units: Uint16Array, length: number) => void): void {
  if (inUse || text.length > shortText) {
    read(unitsOf(text), text.length);
    return;
  }
  inUse = true;
  try {
    write(text, kept);
    read(kept, text.length);
  } finally {
    kept.fill(0, 0, text.length);
    inUse = false;
  }
}

/** The units in memory of their own, with a zero behind the last one. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length + 1);
  write(text, units);
  return units;
}

function write(text: string, to: Uint16Array): void {
  Buffer.from(to.buffer).write(text, 'utf16le');
  to[text.length] = 0;
}
