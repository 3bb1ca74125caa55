import type { Evidence, Identifier } from './identifier.ts';

/** An identifier that may be written in a form, and the evidence that it needs there. */
interface Reading {
  readonly identifier: Identifier;
  readonly evidence: Evidence;
}

/** How a number may go on: as any form; where it stands among other digits, as one without blanks or as a code; where it has letters, as a code. */
export type Way = 'any' | 'amongDigits' | 'code';

/** One step into a form: the groups so far. */
export interface FormNode {
  /** By `stepOf`. */
  readonly next: (FormNode | undefined)[];
  /** What may divide its last group from a next one, as bits of the places among `separators`, by the way in which it goes on. */
  readonly dividers: Record<Way, number>;
  /** Whether it has more than one group, and whether blanks divide some of them. */
  readonly isGrouped: boolean;
  readonly isSpaced: boolean;
  readonly digits: Reading[];
  readonly code: Reading[];
}

/** Longest group of any form, in UTF-16 units. */
export const longestGroup = 16;
/** What divides groups; nothing stands before the first one. */
const separators = ['', ' ', '-', '/', '.', '+', ':'];
const none = 0;
const blank = 32;
const separatorIndex = Uint8Array.from({ length: 128 }, (_, unit) =>
  Math.max(0, separators.indexOf(String.fromCharCode(unit))),
);

/** All forms as a tree: lengths of groups and the separators between them. Most numbers of ordinary text leave it at the first group. */
export function formTree(identifiers: readonly Identifier[]): FormNode {
  const root = emptyNode('');
  for (const identifier of identifiers) {
    for (const [form, evidence] of Object.entries(identifier.forms)) {
      nodeOf(root, form, identifier.kind === 'code')[identifier.kind].push({ identifier, evidence });
    }
  }
  return root;
}

/** Where the first group of a form leads, by its length. */
export function firstStep(root: FormNode, length: number): FormNode | undefined {
  return length > longestGroup ? undefined : root.next[stepOf(none, length)];
}

/** Whether a form may go on behind a unit that divides groups. */
export function goesOn({ dividers }: FormNode, unit: number, way: Way): boolean {
  const ways = way === 'any' ? dividers.any : way === 'code' ? dividers.code : dividers.amongDigits;
  return ((ways >>> dividerOf(unit)) & 1) === 1;
}

/** Where a unit that divides groups and a group of a length lead. */
export function follow(node: FormNode, unit: number, length: number): FormNode | undefined {
  return length > longestGroup ? undefined : node.next[stepOf(dividerOf(unit), length)];
}

/** Whether a group of digits, behind others and before one of `second` digits with blanks between them, is in no form: neither by itself nor as the beginning of a code. */
export function mayBeListed(root: FormNode, first: number, second: number): boolean {
  const node = firstStep(root, first);
  if (node === undefined) return true;
  if (node.digits.length + node.code.length > 0) return false;
  const next = follow(node, blank, second);
  return next === undefined || next.dividers.code === 0;
}

function dividerOf(unit: number): number {
  return unit >= 0 && unit < 128 ? (separatorIndex[unit] as number) : none;
}

function nodeOf(root: FormNode, form: string, isCode: boolean): FormNode {
  let node = root;
  for (const { 0: group, 1: separator = '', 2: length, index } of form.matchAll(/(\D?)(\d+)/g)) {
    const divider = separators.indexOf(separator);
    const step = stepOf(divider, Number(length));
    const child = node.next[step] ?? emptyNode(form.slice(0, index + group.length));
    if (divider !== none) addDivider(node, 1 << divider, isCode, child.isSpaced);
    node.next[step] = child;
    node = child;
  }
  return node;
}

function addDivider({ dividers }: FormNode, bit: number, isCode: boolean, isSpaced: boolean): void {
  dividers.any |= bit;
  if (isCode) dividers.code |= bit;
  if (isCode || !isSpaced) dividers.amongDigits |= bit;
}

function stepOf(separator: number, length: number): number {
  return separator * (longestGroup + 1) + length;
}

function emptyNode(form: string): FormNode {
  return {
    next: [],
    dividers: { any: 0, amongDigits: 0, code: 0 },
    isGrouped: /\D/.test(form),
    isSpaced: form.includes(' '),
    digits: [],
    code: [],
  };
}
