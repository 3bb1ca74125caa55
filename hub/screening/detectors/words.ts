import type { Detector, Match } from '../detector.ts';
import { isBlank, wordTables } from '../word-boundary.ts';

interface Node {
  readonly next: Map<number, Node>;
  /** The denied phrase that ends here. */
  phrase?: string;
}

/** A run of white space in a text stands for the one space of a phrase, up to this length. */
const longestGap = 8;
const space = 32;
const undecided = -1;

/**
 * Denied words and phrases of the guardrail, whatever their case, between Unicode word boundaries: a trie, walked once from each word start.
 * The longest phrase at a place wins.
 */
export function deniedWords(phrases: readonly string[]): Detector {
  const { word, folded } = wordTables();
  const root = buildTrie(phrases, folded);
  const first = new Uint8Array(0x10000);
  for (let unit = 0; unit < first.length; unit += 1) first[unit] = root.next.has(folded[unit] ?? unit) ? 1 : 0;
  return {
    name: 'words',
    types: phrases.map(typeOf),
    lookBehind: 1,
    scan(text, from, ended, found) {
      for (let at = from; at < text.length; ) {
        const unit = text.charCodeAt(at);
        if (first[unit] === 0) {
          at += 1;
          continue;
        }
        const inside = word[unit] === 1 && at > 0 && word[text.charCodeAt(at - 1)] === 1;
        const hit = inside ? undefined : walk(root, text, at, ended);
        if (hit === undecided) return at;
        if (hit !== undefined) found.push(hit);
        at = hit === undefined ? at + 1 : hit.end;
      }
      return text.length;
    },
  };
}

function typeOf(phrase: string): string {
  return `WORD:${phrase}`;
}

function buildTrie(phrases: readonly string[], folded: Uint16Array): Node {
  const root: Node = { next: new Map() };
  for (const phrase of phrases) {
    const normal = phrase.trim().replace(/\s+/g, ' ');
    if (normal === '') continue;
    let node = root;
    for (let at = 0; at < normal.length; at += 1) node = child(node, folded[normal.charCodeAt(at)] ?? 0);
    node.phrase ??= phrase;
  }
  return root;
}

function child(node: Node, unit: number): Node {
  const known = node.next.get(unit);
  if (known !== undefined) return known;
  const made: Node = { next: new Map() };
  node.next.set(unit, made);
  return made;
}

/** The longest phrase from `start`; `undecided` where text that has not come could still make one, or make it longer. */
function walk(root: Node, text: string, start: number, ended: boolean): Match | undefined | typeof undecided {
  const { word, folded } = wordTables();
  let best: Match | undefined;
  let node: Node | undefined = root;
  for (let at = start; node !== undefined; ) {
    if (at >= text.length && !ended) return undecided;
    const unit = text.charCodeAt(at);
    const boundary = at >= text.length || word[text.charCodeAt(at - 1)] !== 1 || word[unit] !== 1;
    if (node.phrase !== undefined && boundary) best = { start, end: at, type: typeOf(node.phrase) };
    if (at >= text.length) break;
    const blank = isBlank(unit);
    node = node.next.get(blank ? space : (folded[unit] ?? unit));
    at = blank ? endOfGap(text, at) : at + 1;
  }
  return best;
}

function endOfGap(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && at - start < longestGap && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
