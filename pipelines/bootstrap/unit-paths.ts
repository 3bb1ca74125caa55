import type { Target } from './change.ts';
import type { Snapshot, Unit } from './snapshot.ts';

type Tree = Pick<Snapshot, 'root' | 'units'>;

/** Where the units of an organization are: by id, and by their paths of names from the root (`/Workloads/GenAI`), as governance.yaml may call them. */
export class UnitPaths {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #ids = new Map<string, string>();
  readonly #ambiguous = new Set<string>();
  readonly #children = new Map<string, string[]>();

  constructor({ root, units }: Tree) {
    this.#paths = pathsOf(root.id, units);
    for (const { id, parentId } of units) {
      const siblings = this.#children.get(parentId);
      if (siblings === undefined) this.#children.set(parentId, [id]);
      else siblings.push(id);
    }
    for (const [id, path] of this.#paths) {
      // AWS lets a name have a slash, so that two units can have one path.
      if (this.#ids.has(path)) this.#ambiguous.add(path);
      else this.#ids.set(path, id);
    }
  }

  /** The id of what a change speaks of: undefined where no unit has that path, or several have it. Ids are taken as they are. */
  idOf(target: Target): string | undefined {
    if (!target.startsWith('/')) return target;
    return this.#ambiguous.has(target) ? undefined : this.#ids.get(target);
  }

  /** The path of a unit (`/` for the root), or the id itself where it is of none. */
  pathOf(id: string): string {
    return this.#paths.get(id) ?? id;
  }

  /** Whether a root or unit of this id is there. */
  has(id: string): boolean {
    return this.#paths.has(id);
  }

  isAmbiguous(path: string): boolean {
    return this.#ambiguous.has(path);
  }

  /** A unit and all units below it. */
  withBelow(id: string): ReadonlySet<string> {
    const found = new Set([id]);
    // A set goes on with what is added while it is walked, and takes nothing twice: a ring of units, which only a forged file has, ends as well.
    for (const each of found) for (const child of this.#children.get(each) ?? []) found.add(child);
    return found;
  }
}

function pathsOf(root: string, units: readonly Unit[]): ReadonlyMap<string, string> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const paths = new Map([[root, '/']]);
  for (const unit of units) {
    const names: string[] = [];
    const seen = new Set<string>();
    let above: Unit | undefined = unit;
    for (; above !== undefined && !seen.has(above.id); above = byId.get(above.parentId)) {
      seen.add(above.id);
      names.unshift(above.name);
    }
    paths.set(unit.id, `/${names.join('/')}`);
  }
  return paths;
}

const known = new WeakMap<readonly Unit[], UnitPaths>();

/** The same, made once for each list of units: what changes policies leaves that list as it is. */
export function unitPaths(snapshot: Tree): UnitPaths {
  const found = known.get(snapshot.units) ?? new UnitPaths(snapshot);
  known.set(snapshot.units, found);
  return found;
}
