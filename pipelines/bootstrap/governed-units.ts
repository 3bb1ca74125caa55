import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { printable } from '../../shared/config/printable.ts';
import type { Path } from '../../shared/config/problem.ts';
import type { Target } from './change.ts';
import { contradiction, type GovernanceFile } from './governance-place.ts';
import type { Snapshot } from './snapshot.ts';
import { type UnitPaths, unitPaths } from './unit-paths.ts';

export interface GovernedUnit {
  /** As governance.yaml has it. */
  readonly target: Target;
  readonly kind: 'spokes' | 'hub';
  /** Where governance.yaml has it. */
  readonly path: Path;
  /** Undefined where it is still to be made. */
  readonly id: string | undefined;
}

/** A unit that is to be made. */
export interface NewUnit {
  readonly path: string;
  /** By path, or the root's id. */
  readonly parent: Target;
  readonly name: string;
}

/**
 * The units that governance.yaml names, found in the organization.
 *
 * @throws GatehouseFault `configuration_invalid`, with the line of the file, where one is not there (and is not to be made), two are the same one, or a path means several.
 */
export function governedUnits(
  { organization }: PolicyBundle,
  snapshot: Snapshot,
  governance: GovernanceFile,
): readonly GovernedUnit[] {
  const paths = unitPaths(snapshot);
  const { units, createUnits } = organization.policies;
  const seen = new Map<string, string>();
  return (['spokes', 'hub'] as const).flatMap((kind) =>
    units[kind].map((target, index) => {
      const path = ['organization', 'policies', 'units', kind, index];
      const refuse = (message: string, remedy: string) => contradiction(governance, path, message, remedy);
      if (paths.isAmbiguous(target))
        throw refuse(
          `several units have the path ${printable(target, 200)}.`,
          'Write the id of the one that is meant.',
        );
      const id = idOf(paths, target);
      if (id === undefined && !(createUnits && target.startsWith('/')))
        throw refuse(`there is no unit ${printable(target, 200)} in the organization.`, remedyOf(target));
      const other = seen.get(id ?? target);
      if (other !== undefined)
        throw refuse(
          `${printable(target, 200)} and ${printable(other, 200)} are the same unit.`,
          'Remove one of the two.',
        );
      seen.set(id ?? target, target);
      return { target, kind, path, id };
    }),
  );
}

function idOf(paths: UnitPaths, target: Target): string | undefined {
  const id = paths.idOf(target);
  return id !== undefined && paths.has(id) ? id : undefined;
}

function remedyOf(target: Target): string {
  return target.startsWith('/')
    ? 'Correct the path, make the unit, or write organization.policies.createUnits: true to have it made.'
    : 'Correct the id: gatehouse organization export shows the units that there are.';
}

/** What is to be made for the paths that are not there, parents first. */
export function newUnits(units: readonly GovernedUnit[], snapshot: Snapshot): readonly NewUnit[] {
  const paths = unitPaths(snapshot);
  const wanted = new Map<string, NewUnit>();
  for (const { target, id } of units) {
    if (id !== undefined) continue;
    const names = target.slice(1).split('/');
    for (const [index, name] of names.entries()) {
      const path = `/${names.slice(0, index + 1).join('/')}`;
      const parent = index === 0 ? snapshot.root.id : `/${names.slice(0, index).join('/')}`;
      if (paths.idOf(path) === undefined) wanted.set(path, { path, parent, name });
    }
  }
  const depth = ({ path }: NewUnit) => path.split('/').length;
  return [...wanted.values()].sort(
    (one, other) => depth(one) - depth(other) || (one.path < other.path ? -1 : one.path > other.path ? 1 : 0),
  );
}
