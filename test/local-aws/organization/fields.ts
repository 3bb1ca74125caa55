/** What a request says, whichever protocol it came by: members by their names in the API. */
export type Fields = { readonly [name: string]: FieldValue | undefined };
export type FieldValue = string | number | boolean | null | readonly FieldValue[] | Fields;

/** How a service refuses a member that is missing or of another shape. */
export type Refuse = (name: string) => Error;

export function requiredText(fields: Fields, name: string, refuse: Refuse): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw refuse(name);
  return value;
}

export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number or flag; protocols of forms send both as text. */
export function optionalNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function flag(fields: Fields, name: string): boolean {
  return fields[name] === true || fields[name] === 'true';
}

export function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return isList(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

export function objects(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return isList(value) ? value.filter(isFields) : [];
}

export function object(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

function isList(value: FieldValue | undefined): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function isFields(value: FieldValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
