export interface WordNode {
  readonly next: Map<number, WordNode>;
  /** The phrase that ends here: its place in the list. */
  phrase?: number;
}

/** A trie of UTF-16 units over the forms of each phrase; the earlier phrase keeps a form that two have. */
export function wordTrie(forms: readonly ReadonlySet<string>[]): WordNode {
  const root: WordNode = { next: new Map() };
  for (const [place, ofPhrase] of forms.entries()) {
    for (const form of ofPhrase) {
      let node = root;
      for (let at = 0; at < form.length; at += 1) node = child(node, form.charCodeAt(at));
      node.phrase ??= place;
    }
  }
  return root;
}

function child(node: WordNode, unit: number): WordNode {
  const known = node.next.get(unit);
  if (known !== undefined) return known;
  const made: WordNode = { next: new Map() };
  node.next.set(unit, made);
  return made;
}
