/**
 * JSON as a tree of texts, so that a test can write what no JSON value can hold: duplicate keys, numbers of a thousand digits, broken escapes.
 */
export type JsonText = Raw | ObjectText | ArrayText;
/** Any text whatever, written as it stands. */
export type Raw = string;
export interface ObjectText {
  /** Names are raw too, with their quotes. */
  members: [name: string, value: JsonText][];
}
export interface ArrayText {
  items: JsonText[];
}

export function textOf(value: unknown): JsonText {
  if (Array.isArray(value)) return { items: value.map(textOf) };
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return { members: Object.entries(value).map(([name, member]) => [JSON.stringify(name), textOf(member)]) };
}

export function render(node: JsonText): string {
  if (typeof node === 'string') return node;
  if ('items' in node) return `[${node.items.map(render).join(',')}]`;
  return `{${node.members.map(([name, value]) => `${name}:${render(value)}`).join(',')}}`;
}

/** One place in a tree, where a value stands. */
export interface Place {
  readonly holder: ObjectText | ArrayText;
  readonly index: number;
}

export function placesIn(node: JsonText): Place[] {
  if (typeof node === 'string') return [];
  const children = 'items' in node ? node.items : node.members.map(([, value]) => value);
  return children.flatMap((child, index) => [{ holder: node, index }, ...placesIn(child)]);
}

export function valueAt({ holder, index }: Place): JsonText {
  return ('items' in holder ? holder.items[index] : holder.members[index]?.[1]) ?? 'null';
}

export function setValue({ holder, index }: Place, value: JsonText): void {
  if ('items' in holder) {
    holder.items[index] = value;
    return;
  }
  const member = holder.members[index];
  if (member !== undefined) member[1] = value;
}
