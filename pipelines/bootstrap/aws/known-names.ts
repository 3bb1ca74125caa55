import type { Target } from '../change.ts';
import type { PolicyType } from '../snapshot.ts';
import { conflict } from './conflict.ts';
import type { DeskParts } from './desk-parts.ts';
import { readRoot } from './read-organization.ts';
import { policySummaries } from './read-policies.ts';
import { unitsIn } from './read-tree.ts';
import { showsInTime } from './until-shown.ts';

/** Ids of what changes speak of by name. Asked for once; asked for again where a name is not known, because a change may have made it since. */
export class KnownNames {
  readonly #parts: DeskParts;
  readonly #policies = new Map<string, string>();
  readonly #units = new Map<Target, string>();
  #root: Promise<string> | undefined;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Undefined where no policy of the type has the name. */
  async policyId(type: PolicyType, name: string): Promise<string | undefined> {
    const known = this.#policies.get(`${type} ${name}`);
    if (known !== undefined) return known;
    for (const { Id, Name } of await policySummaries(this.#parts, type))
      if (Id !== undefined && Name !== undefined) this.#policies.set(`${type} ${Name}`, Id);
    return this.#policies.get(`${type} ${name}`);
  }

  rememberPolicy(type: PolicyType, name: string, id: string): void {
    this.#policies.set(`${type} ${name}`, id);
  }

  forgetPolicy(type: PolicyType, name: string): void {
    this.#policies.delete(`${type} ${name}`);
  }

  rememberUnit(path: Target, id: string): void {
    this.#units.set(path, id);
  }

  rootId(): Promise<string> {
    const asked = this.#root ?? readRoot(this.#parts).then(({ id }) => id);
    this.#root = asked;
    // What failed is asked for again by the next.
    asked.catch(() => {
      this.#root = undefined;
    });
    return asked;
  }

  /**
   * Of a root, unit or account by its id, which it is, or of a unit by its path, which is waited for: a change before may have made it.
   * @throws GatehouseFault `organization_conflict` where there is no such unit.
   */
  async targetId(target: Target): Promise<string> {
    if (!target.startsWith('/')) return target;
    let id: string | undefined;
    await showsInTime(this.#parts, async () => {
      id = await this.#unitId(target);
      return id !== undefined;
    });
    if (id === undefined) throw conflict(`There is no unit ${target} in the organization.`);
    return id;
  }

  async #unitId(path: Target): Promise<string | undefined> {
    const names = path.split('/').filter((name) => name !== '');
    let id = await this.rootId();
    let walked = '';
    for (const name of names) {
      walked = `${walked}/${name}`;
      const known = this.#units.get(walked) ?? (await unitsIn(this.#parts, id)).find((unit) => unit.name === name)?.id;
      if (known === undefined) return undefined;
      this.#units.set(walked, known);
      id = known;
    }
    return id;
  }
}
