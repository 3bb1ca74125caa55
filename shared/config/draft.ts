/**
 * Reading a file that may be wrong anywhere. The rules must say all that is wrong even where the schema has already found something, so they read
 * plain data through these, which answer "nothing there" for whatever has another type.
 */
type Entries = readonly (readonly [string, Readonly<Record<string, unknown>>])[];

export function mapAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const found = fieldOf(value, key);
  return isMap(found) ? found : {};
}

/** The entries of the map at `key` that are maps themselves. */
export function entriesAt(value: unknown, key: string): Entries {
  return Object.entries(mapAt(value, key)).filter((entry): entry is [string, Record<string, unknown>] =>
    isMap(entry[1]),
  );
}

export function textAt(value: unknown, key: string): string | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: unknown, key: string): number | undefined {
  const found = fieldOf(value, key);
  return typeof found === 'number' ? found : undefined;
}

/** The texts of the list at `key`, with their indices. */
export function textsAt(value: unknown, key: string): readonly (readonly [number, string])[] {
  return [...listAt(value, key).entries()].filter((entry): entry is [number, string] => typeof entry[1] === 'string');
}

/** The maps of the list at `key`, with their indices. */
export function mapsAt(value: unknown, key: string): readonly (readonly [number, Readonly<Record<string, unknown>>])[] {
  return [...listAt(value, key).entries()].filter((entry): entry is [number, Record<string, unknown>] =>
    isMap(entry[1]),
  );
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}

function fieldOf(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
