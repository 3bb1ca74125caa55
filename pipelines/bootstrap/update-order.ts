import { alike, type Denial, denialsOf, denies } from './denials.ts';

/** A policy that changes where it is attached, so that whatever leaves its text ends at that moment. */
export interface Rewriting {
  readonly name: string;
  readonly before: string;
  readonly text: string;
}

export interface UpdateOrder {
  /** What is rewritten together first, then what comes after it. */
  readonly rounds: readonly (readonly Rewriting[])[];
  /** Policies whose new text has to be in force beside the old one while others change: they give each other statements, and each would have to be the first. */
  readonly bridged: ReadonlySet<string>;
}

/**
 * The order in which policies are rewritten so that nothing is let through in between: what takes a statement over comes before what gives it away. The same for what is left when the first ones are done.
 *
 * @param inForce Texts that stand beside them already, and stay.
 */
export function updateOrder(rewritings: readonly Rewriting[], inForce: readonly string[]): UpdateOrder {
  const takers = takersOf(rewritings, inForce.flatMap(denialsOf));
  const left = new Map(
    rewritings
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map((rewriting) => [rewriting.name, rewriting]),
  );
  const rounds: Rewriting[][] = [];
  const bridged = new Set<string>();
  let inRound = new Set<string>();
  const waitsFor = (name: string) => [...(takers.get(name) ?? [])].filter((taker) => left.has(taker));
  while (left.size > 0) {
    const free = [...left.values()].find(({ name }) => waitsFor(name).length === 0);
    const next = free ?? [...left.values()][0];
    if (next === undefined) break;
    for (const taker of waitsFor(next.name)) bridged.add(taker);
    // Whoever waited for one of this round is in the next.
    const waited = [...(takers.get(next.name) ?? [])].some((taker) => inRound.has(taker));
    if (waited || rounds.length === 0) {
      rounds.push([]);
      inRound = new Set();
    }
    rounds.at(-1)?.push(next);
    inRound.add(next.name);
    left.delete(next.name);
  }
  return { rounds, bridged };
}

/** By the name of a policy: those that take over what it gives away, and do not have it yet. */
function takersOf(
  rewritings: readonly Rewriting[],
  standing: readonly Denial[],
): ReadonlyMap<string, ReadonlySet<string>> {
  if (rewritings.length < 2) return new Map();
  const known = rewritings.map(({ name, before, text }) => ({ name, old: denialsOf(before), now: denialsOf(text) }));
  const takersFrom = (giver: (typeof known)[number], denial: Denial) => {
    const others = known.filter((other) => other !== giver);
    const exact = others.filter((other) => denies(other.now, denial) && !denies(other.old, denial));
    if (exact.length > 0 || denies(standing, denial)) return exact;
    // Under other conditions it may be the same statement, changed.
    return others.filter((other) => alike(other.now, denial).some((fresh) => !denies(other.old, fresh)));
  };
  return new Map(
    known.map((giver) => {
      const given = giver.old.filter((denial) => !denies(giver.now, denial));
      return [giver.name, new Set(given.flatMap((denial) => takersFrom(giver, denial).map(({ name }) => name)))];
    }),
  );
}
