/**
 * JSON in which a number is the text that stood in the document (`1.0`, `1e3`, 20 digits), because "passed on unchanged" includes how a number is
 * written. Independent of the gateway's own parser: it is what that parser is measured with.
 */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export type ExactJson = string | boolean | null | ExactNumber | readonly ExactJson[] | ExactObject;
export type ExactObject = { readonly [key: string]: ExactJson };

/** @throws SyntaxError */
export function parseExact(text: string): ExactJson {
  return JSON.parse(text, keepSource as (key: string, value: unknown) => unknown);
}

function keepSource(_key: string, value: unknown, context: { readonly source: string }): unknown {
  return typeof value === 'number' ? new ExactNumber(context.source) : value;
}

export function writeExact(value: ExactJson): string {
  if (value instanceof ExactNumber) return value.source;
  if (isExactArray(value)) return `[${value.map(writeExact).join(',')}]`;
  if (!isExactObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${writeExact(member)}`);
  return `{${members.join(',')}}`;
}

export function isExactObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

export function isExactArray(value: ExactJson | undefined): value is readonly ExactJson[] {
  return Array.isArray(value);
}

/** A member of an object; undefined where it has none of its own, whatever its prototype has. */
export function memberOf(value: ExactJson | undefined, key: string): ExactJson | undefined {
  return isExactObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
