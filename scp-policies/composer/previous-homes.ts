import type { Statement } from '../../shared/iam/policy-document.ts';
import { canonicalStatement, coversAction } from './canonical-statement.ts';
import type { Home, Item } from './pack-statements.ts';
import { statementText } from './policy-text.ts';

/** A policy of the packing that is in force, by its number. */
export interface PreviousPolicy {
  readonly number: number;
  readonly statements: readonly Statement[];
}

/**
 * Where each item is now, told from the texts in force alone: what is attached in the organization is the one memory that nobody can lose. An item is at home where its Sid is; then where most
 * of what it says stands as it says it; then where something much like it stands, for a statement whose conditions change is still the same one.
 */
export function homesOf(items: readonly Item[], previous: readonly PreviousPolicy[]): ReadonlyMap<Item, Home> {
  const policies = previous.map(({ number, statements }) => ({ number, statements: statements.map(described) }));
  const homes = new Map<Item, Home>();
  for (const item of items) {
    const wanted = described(item.statement);
    const [best] = policies
      .map(({ number, statements }) => ({ number, ...likeness(wanted, statements) }))
      .filter(({ named, same, alike }) => named + same + alike > 0)
      .sort(
        (one, other) =>
          other.named - one.named || other.same - one.same || other.alike - one.alike || one.number - other.number,
      );
    if (best === undefined) continue;
    const { number: bin, named, same } = best;
    homes.set(item, { bin, unchanged: same === pairsIn(wanted), certain: named + same > 0 });
  }
  return homes;
}

interface Described {
  readonly sid: string | undefined;
  readonly effect: Statement['effect'];
  /** Everything but the Sid and what can be merged: listed actions, listed resources. */
  readonly frame: string;
  readonly actionsExcept: boolean;
  readonly actions: readonly string[];
  /** Listed resources, or all others together as one. */
  readonly resources: readonly string[];
}

function described(statement: Statement): Described {
  const { sid, ...unnamed } = canonicalStatement(statement);
  const { action, resource, effect } = unnamed;
  const listed = resource !== undefined && !resource.not;
  const frame = statementText({
    ...unnamed,
    // Of a `NotAction` each entry counts: with another one it is another statement.
    action: action.not ? action : { not: false, patterns: [] },
    ...(listed ? { resource: { not: false, patterns: [] } } : {}),
  });
  const resources = listed ? resource.patterns : [JSON.stringify(resource ?? null)];
  return { sid, effect, frame, actionsExcept: action.not, actions: action.patterns, resources };
}

interface Likeness {
  /** 1 where its Sid is there. */
  readonly named: number;
  /** Pairs of an action and a resource that are there under the same conditions. */
  readonly same: number;
  /** Pairs that are there under whatever conditions. */
  readonly alike: number;
}

function likeness(wanted: Described, there: readonly Described[]): Likeness {
  const named = wanted.sid !== undefined && there.some(({ sid }) => sid === wanted.sid);
  const alike = there.filter(
    ({ effect, actionsExcept }) => effect === wanted.effect && actionsExcept === wanted.actionsExcept,
  );
  const same = alike.filter(({ frame }) => frame === wanted.frame);
  return { named: named ? 1 : 0, same: pairsFound(wanted, same), alike: pairsFound(wanted, alike) };
}

function pairsFound({ actions, resources }: Described, there: readonly Described[]): number {
  let found = 0;
  for (const action of actions) {
    const about = there.filter((other) => other.actions.some((wide) => coversAction(wide, action)));
    const known = new Set(about.flatMap((other) => other.resources));
    found += resources.filter((resource) => known.has(resource) || known.has('*')).length;
  }
  return found;
}

function pairsIn({ actions, resources }: Described): number {
  return actions.length * resources.length;
}
