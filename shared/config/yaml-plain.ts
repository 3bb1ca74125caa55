import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { describeFound, type Finding, type Path } from './problem.ts';

/** No governance file nests deeper; far below what recursion can bear. */
const deepest = 64;
/** Values that a file may mean once its aliases are written out: some dozens of bytes of YAML can mean billions ("billion laughs"). */
const mostValues = 200_000;

export interface PlainYaml {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** What each alias stands for. */
  readonly aliases: ReadonlyMap<unknown, Node>;
  /** Whether a limit on depth or number of values was met, so that `value` is not all of it. */
  readonly isCutOff: boolean;
}

/** A YAML tree as plain JSON data, and everything in it that JSON, or a careful reader, cannot accept. */
export function readPlain(root: unknown, lineAt: (offset: number) => number): PlainYaml {
  const reader = new PlainReader(lineAt);
  const value = root === null ? undefined : reader.read(root, []);
  return { value, findings: reader.findings, aliases: reader.aliases, isCutOff: reader.isCutOff };
}

class PlainReader {
  readonly findings: Finding[] = [];
  readonly aliases = new Map<unknown, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private readonly lineAt: (offset: number) => number;
  private values = 0;

  constructor(lineAt: (offset: number) => number) {
    this.lineAt = lineAt;
  }

  get isCutOff(): boolean {
    return this.values > mostValues;
  }

  read(node: unknown, path: Path): unknown {
    if (!isNode(node)) return null;
    if (this.isTooMuch(node, path)) return null;
    if (isAlias(node)) return this.readAlias(node, path);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return this.readScalar(node, path);
    this.open.add(node);
    const value = isMap(node) ? this.readMap(node, path) : isSeq(node) ? this.readList(node, path) : null;
    this.open.delete(node);
    return value;
  }

  /** Past the first excess everything reads as null, so a bomb costs `mostValues` steps and one finding. */
  private isTooMuch(node: Node, path: Path): boolean {
    this.values += 1;
    if (this.values === mostValues + 1) {
      this.report(
        node,
        path,
        `more than ${mostValues} values`,
        'once its aliases are written out',
        'Write less, or use fewer aliases.',
      );
    }
    if (this.values > mostValues) return true;
    if (path.length <= deepest) return false;
    this.report(
      node,
      path.slice(0, 3),
      'values nested in one another',
      `more than ${deepest} deep`,
      'Nest less deeply.',
    );
    this.values = mostValues + 1;
    return true;
  }

  private readAlias(node: Alias, path: Path): unknown {
    const target = this.anchors.get(node.source);
    if (target === undefined) {
      this.report(
        node,
        path,
        `the alias *${node.source}`,
        'whose anchor is not set before it',
        `Put &${node.source} before a value further up.`,
      );
      return null;
    }
    if (this.open.has(target)) {
      this.report(
        node,
        path,
        `the alias *${node.source}`,
        'which stands inside the value that it repeats',
        'Write the value out.',
      );
      return null;
    }
    this.aliases.set(node, target);
    return this.read(target, path);
  }

  private readScalar(node: Scalar, path: Path): unknown {
    const { value } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.report(node, path, String(value), 'which is not a number that JSON knows', 'Write a finite number.');
      return 0;
    }
    if (typeof value === 'string' && !value.isWellFormed()) {
      this.report(
        node,
        path,
        'text',
        'which holds half of a surrogate pair (invalid Unicode)',
        'Write the whole character.',
      );
      return '\ufffd';
    }
    return value ?? null;
  }

  private readList(node: YAMLSeq, path: Path): unknown[] {
    return node.items.map((item, index) => this.read(item, [...path, index]));
  }

  private readMap(node: YAMLMap, path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const firstAt = new Map<string, Node>();
    for (const { key, value } of node.items) {
      const name = this.readKey(key, node, path);
      if (name === undefined) continue;
      const first = firstAt.get(name);
      if (first !== undefined) this.reportDuplicate(key as Node, first, [...path, name]);
      else firstAt.set(name, key as Node);
      const plain = this.read(value, [...path, name]);
      if (first === undefined) result[name] = plain;
    }
    return result;
  }

  /** The key as text; undefined where it is none, or where it is the one that would reach an object's prototype. */
  private readKey(key: unknown, map: YAMLMap, path: Path): string | undefined {
    const name = isScalar(key) ? key.value : key;
    if (typeof name !== 'string' || !name.isWellFormed()) {
      const shown = isScalar(key) ? describeFound(name) : 'a key that is not a scalar';
      this.report(isNode(key) ? key : map, path, shown, 'where a key must be text', 'Put the key in quotes.');
      return undefined;
    }
    if (name !== '__proto__') return name;
    this.report(key as Node, [...path, name], "the key '__proto__'", 'which programs misread', 'Use another name.');
    return undefined;
  }

  private reportDuplicate(key: Node, first: Node, path: Path): void {
    const line = this.lineAt(first.range?.[0] ?? 0);
    const found = `the key ${describeFound(path.at(-1))} again`;
    this.report(key, path, found, `which line ${line} has already set`, 'Keep one of the two.');
  }

  private report(node: Node, path: Path, found: string, message: string, remedy: string): void {
    this.findings.push({ path, at: { offset: node.range?.[0] ?? 0 }, found, message, remedy });
  }
}
