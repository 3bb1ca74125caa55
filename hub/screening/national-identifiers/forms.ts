import type { Evidence, Identifier } from './identifier.ts';

/** An identifier that may be written in a form, and the evidence that it needs there. */
interface Reading {
  readonly identifier: Identifier;
  readonly evidence: Evidence;
}

/** One step into a form: the groups so far. */
export interface FormNode {
  /** By `stepOf`. */
  readonly next: (FormNode | undefined)[];
  /** What may divide its last group from a next one, as bits of the places among `separators`. */
  dividers: number;
  /** Whether it, or a form that goes on from it, is one of codes. */
  mayBeCode: boolean;
  /** Whether it has more than one group, and whether blanks divide them. */
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
export function goesOn({ dividers }: FormNode, unit: number): boolean {
  return ((dividers >>> dividerOf(unit)) & 1) === 1;
}

/** Where a unit that divides groups and a group of a length lead. */
export function follow(node: FormNode, unit: number, length: number): FormNode | undefined {
  return length > longestGroup ? undefined : node.next[stepOf(dividerOf(unit), length)];
}

function dividerOf(unit: number): number {
  return unit >= 0 && unit < 128 ? (separatorIndex[unit] as number) : none;
}

function nodeOf(root: FormNode, form: string, isCode: boolean): FormNode {
  let node = root;
  for (const { 0: group, 1: separator = '', 2: length, index } of form.matchAll(/(\D?)(\d+)/g)) {
    const divider = separators.indexOf(separator);
    const step = stepOf(divider, Number(length));
    if (divider !== none) node.dividers |= 1 << divider;
    const child = node.next[step] ?? emptyNode(form.slice(0, index + group.length));
    node.next[step] = child;
    node = child;
    node.mayBeCode ||= isCode;
  }
  return node;
}

function stepOf(separator: number, length: number): number {
  return separator * (longestGroup + 1) + length;
}

function emptyNode(form: string): FormNode {
  return {
    next: [],
    dividers: 0,
    mayBeCode: false,
    isGrouped: /\D/.test(form),
    isSpaced: form.includes(' '),
    digits: [],
    code: [],
  };
}
