import { isBlank, isWordUnit, smallUnit } from '../word-boundary.ts';
import { disguises, insideOnly, separators } from './word-disguises.ts';
import type { WordNode } from './word-trie.ts';

/**
 * A function that answers the first place from `from` on at which a phrase may begin; the length of the text where there is none. A table of pairs of ASCII
 * sorts out nearly all of a text at a glance.
 */
export function beginnings(root: WordNode): (text: string, from: number) => number {
  const { first, pairs } = tables(root);
  const beyondAscii = [...root.next.keys()].some((unit) => unit >= 128);
  return (text, from) => {
    let unit = text.charCodeAt(from);
    for (let at = from; at < text.length; at += 1) {
      const next = text.charCodeAt(at + 1);
      let possible: boolean;
      if (unit >= 128) possible = beyondAscii && root.next.has(smallUnit(unit));
      else possible = (next < 128 ? pairs[unit * 128 + next] : first[unit]) === 1;
      if (possible && isOutsideWord(text, at, unit)) return at;
      unit = next;
    }
    return text.length;
  };
}

/** Whether no word goes on from before `at`. */
function isOutsideWord(text: string, at: number, unit: number): boolean {
  return at === 0 || !isWordUnit(text.charCodeAt(at - 1)) || !isWordUnit(unit);
}

/** For each unit of ASCII, and for each two of them (128 times the first, plus the second), whether a phrase may begin so. */
function tables(root: WordNode): { readonly first: Uint8Array; readonly pairs: Uint8Array } {
  const first = new Uint8Array(128);
  const pairs = new Uint8Array(128 * 128);
  for (let unit = 0; unit < 128; unit += 1) {
    const nodes = behind(root, unit, true);
    if (nodes.length === 0) continue;
    first[unit] = 1;
    for (let next = 0; next < 128; next += 1) pairs[unit * 128 + next] = goesOn(nodes, next) ? 1 : 0;
  }
  return { first, pairs };
}

function goesOn(nodes: readonly WordNode[], unit: number): boolean {
  if (isBlank(unit) || separators.has(unit)) return true;
  return nodes.some((node) => node.phrase !== undefined || behind(node, unit, false).length > 0);
}

/** The nodes behind a unit, as a letter or in the place of one. */
function behind(node: WordNode, unit: number, isFirst: boolean): WordNode[] {
  const letters = isFirst && insideOnly.has(unit) ? [] : (disguises.get(unit) ?? []);
  return [smallUnit(unit), ...letters].flatMap((letter) => node.next.get(letter) ?? []);
}
