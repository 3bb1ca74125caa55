import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Path } from './problem.ts';

interface Entry {
  readonly key: Node;
  readonly value: unknown;
}

/** Finds places by path. Each map is indexed once, when first asked for, so that a thousand problems in one map cost one pass. */
export class YamlLocator {
  private readonly indices = new WeakMap<YAMLMap, Map<string, Entry>>();
  private readonly root: unknown;
  private readonly aliases: ReadonlyMap<unknown, unknown>;

  constructor(root: unknown, aliases: ReadonlyMap<unknown, unknown>) {
    this.root = root;
    this.aliases = aliases;
  }

  /** Offset of the key or value at `path`, or of the innermost key on the way that exists. */
  offsetOf(path: Path, at: 'key' | 'value'): number {
    let offset = startOf(this.root) ?? 0;
    let node = this.root;
    for (const [depth, step] of path.entries()) {
      const child = this.child(node, step);
      if (child === undefined) return offset;
      const keyOffset = child.key === undefined ? undefined : startOf(child.key);
      const valueOffset = startOf(child.value);
      const wantsValue = at === 'value' && depth === path.length - 1;
      offset = (wantsValue || keyOffset === undefined ? (valueOffset ?? keyOffset) : keyOffset) ?? offset;
      node = child.value;
    }
    return offset;
  }

  /** A scalar as it was written, before YAML gave it a type. */
  writtenAt(path: Path): string | undefined {
    let node = this.root;
    for (const step of path) node = this.child(node, step)?.value;
    const target = this.follow(node);
    return isScalar(target) ? target.source : undefined;
  }

  private child(
    parent: unknown,
    step: string | number,
  ): (Partial<Pick<Entry, 'key'>> & Pick<Entry, 'value'>) | undefined {
    const node = this.follow(parent);
    if (isMap(node)) return this.index(node).get(String(step));
    if (isSeq(node) && typeof step === 'number' && step < node.items.length) return { value: node.items[step] };
    return undefined;
  }

  private follow(node: unknown): unknown {
    return this.aliases.get(node) ?? node;
  }

  private index(map: YAMLMap): Map<string, Entry> {
    const known = this.indices.get(map);
    if (known !== undefined) return known;
    const index = new Map<string, Entry>();
    for (const { key, value } of map.items) {
      if (isScalar(key) && !index.has(String(key.value))) index.set(String(key.value), { key, value });
    }
    this.indices.set(map, index);
    return index;
  }
}

function startOf(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range?.[0];
}
