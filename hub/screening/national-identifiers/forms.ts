import type { Evidence, Identifier } from './identifier.ts';

/** An identifier that may be written in a form, and the evidence that it needs there. */
interface Reading {
  readonly identifier: Identifier;
  readonly evidence: Evidence;
}

/** One step into a form: the groups so far. */
export interface FormNode {
  readonly next: Map<number, FormNode>;
  /** Whether it has more than one group, and whether blanks divide them. */
  readonly isGrouped: boolean;
  readonly isSpaced: boolean;
  readonly digits: Reading[];
  readonly code: Reading[];
}

/** Longest group of any form, in UTF-16 units. */
export const longestGroup = 16;

/** All forms as a tree: lengths of groups and the separators between them. Most numbers of ordinary text leave it at the first group. */
export function formTree(identifiers: readonly Identifier[]): FormNode {
  const root = emptyNode('');
  for (const identifier of identifiers) {
    for (const [form, evidence] of Object.entries(identifier.forms)) {
      nodeOf(root, form)[identifier.kind].push({ identifier, evidence });
    }
  }
  return root;
}

/** Where a separator (0 before the first group) and a group of a length lead. */
export function follow(node: FormNode, separator: number, length: number): FormNode | undefined {
  return node.next.get(keyOf(separator, length));
}

function nodeOf(root: FormNode, form: string): FormNode {
  let node = root;
  for (const { 0: group, 1: separator = '', 2: length, index } of form.matchAll(/(\D?)(\d+)/g)) {
    const key = keyOf(separator === '' ? 0 : separator.charCodeAt(0), Number(length));
    const child = node.next.get(key) ?? emptyNode(form.slice(0, index + group.length));
    node.next.set(key, child);
    node = child;
  }
  return node;
}

function keyOf(separator: number, length: number): number {
  return separator * (longestGroup + 1) + length;
}

function emptyNode(form: string): FormNode {
  return { next: new Map(), isGrouped: /\D/.test(form), isSpaced: form.includes(' '), digits: [], code: [] };
}
