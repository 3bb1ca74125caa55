/**
 * Which statement goes into which policy, decided so that a run that was broken off decides it again in the same way, from what it finds attached and nothing else.
 *
 * The composer keeps statements where they are; while policies change one after the other, half of them say where a statement was and half where it is to be. So every text is laid down in the organization
 * (as a new policy, or as a candidate) before the first one changes. Until all are laid down, the policies in force tell where statements were; from then on, the texts laid down tell where they are to be.
 */
import {
  type ComposedUnit,
  composeUnits,
  type Surroundings,
  type UnitComposition,
} from '../../scp-policies/composer/compose-units.ts';
import { freeSlots, quotaOf } from '../../scp-policies/composer/policy-quotas.ts';
import type { OrganizationPolicy, PolicyContext } from '../../scp-policies/policy.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { candidateNames, composedFor } from './our-policies.ts';
import type { AttachedPolicy, Snapshot } from './snapshot.ts';

export interface Composing {
  readonly catalogue: readonly OrganizationPolicy[];
  readonly context: PolicyContext;
  readonly attached: Surroundings['attached'];
  readonly units: readonly ComposedUnit[];
}

type Texts = ReadonlyMap<string, string>;

/** Names with texts: those that are attached somewhere, and all of them with what is laid down beside them. */
interface Found {
  readonly inForce: Texts;
  /** Each a way to read what is laid down: with candidates in the place of policies, and without. */
  readonly readings: readonly Texts[];
}

/** More than any unit has: whether there are too many policies is asked afterwards, of each way to pack them. */
const manySlots = 1000;
/** Times that a packing is packed again, until it stays. Two are enough for whatever was tried. */
const mostRounds = 4;

/** @throws GatehouseFault `configuration_invalid` where something is over quota, as the composer says it. */
export async function stableCompositions(
  composing: Composing,
  { policies }: Pick<Snapshot, 'policies'>,
): Promise<readonly UnitComposition[]> {
  const found = foundIn(policies);
  const fresh = await composeFrom(composing, new Map());
  const chosen: UnitComposition[] = [];
  for (const composition of fresh) {
    const same = ({ unit, type }: UnitComposition) => unit === composition.unit && type === composition.type;
    chosen.push(await chosenOf(composing, composition, found, same));
  }
  return chosen;
}

async function chosenOf(
  composing: Composing,
  fresh: UnitComposition,
  found: Found,
  same: (composition: UnitComposition) => boolean,
): Promise<UnitComposition> {
  const fits = (composition: UnitComposition) => isWithinSlots(composition, composing.context);
  if (fresh.type !== 'SCP' && fresh.type !== 'RCP') return fresh;
  if (fits(fresh) && isLaidDown(fresh, found)) return fresh;
  const from = async (texts: Texts) => (await composeFrom(composing, texts)).find(same);
  for (const texts of found.readings) {
    const kept = await from(texts);
    if (kept !== undefined && fits(kept) && isLaidDown(kept, found)) return kept;
  }
  const settled = await settledFrom(found.inForce, from);
  if (settled !== undefined && fits(settled)) return settled;
  if (fits(fresh)) return fresh;
  // With the slots that there are, so that the composer says what is missing.
  const { catalogue, context, attached } = composing;
  const refused = await composeUnits(catalogue, context, { attached, previous: [] }, [fresh.unit]);
  return refused.find(same) ?? fresh;
}

/** Packed again until nothing moves any more; undefined where that does not end. */
async function settledFrom(
  texts: Texts,
  from: (texts: Texts) => Promise<UnitComposition | undefined>,
): Promise<UnitComposition | undefined> {
  let last = await from(texts);
  for (let round = 0; round < mostRounds && last !== undefined; round++) {
    const again = await from(new Map(last.policies.map(({ name, text }) => [name, text])));
    if (again === undefined || textOf(again) === textOf(last)) return again;
    last = again;
  }
  return undefined;
}

function textOf({ policies }: UnitComposition): string {
  return JSON.stringify(policies.map(({ name, text }) => [name, text]));
}

function foundIn(policies: readonly AttachedPolicy[]): Found {
  const composed = policies.filter(
    ({ type, name, awsManaged }) => !awsManaged && composedFor({ type, name }) !== undefined,
  );
  const inForce = composed.filter(({ targets }) => targets.length > 0);
  const texts = (list: readonly AttachedPolicy[]) => new Map(list.map(({ name, text }) => [name, text]));
  const all = texts(policies.filter(({ type, awsManaged }) => !awsManaged && (type === 'SCP' || type === 'RCP')));
  const candidates = (name: string) => candidateNames(name).map((each) => all.get(each));
  const read = (list: readonly AttachedPolicy[], inPlaceOf: (name: string) => readonly (string | undefined)[]) =>
    new Map(
      list.map(({ name, text, targets }) => {
        const laidDown = targets.length === 0 ? undefined : inPlaceOf(name).find((each) => each !== undefined);
        return [name, laidDown ?? text];
      }),
    );
  const secondFirst = (name: string) => candidates(name).toReversed();
  const readings = [
    read(composed, secondFirst),
    read(composed, candidates),
    read(composed, () => []),
    ...withoutSome(composed).map((list) => read(list, secondFirst)),
  ];
  return { inForce: texts(inForce), readings };
}

/** Policies that are told apart one by one; with more, what an earlier plan left behind is not. */
const mostUnattached = 3;

/** Without some of those that are attached nowhere: nobody can tell which of them this plan laid down, and which an earlier one left behind. */
function withoutSome(composed: readonly AttachedPolicy[]): readonly (readonly AttachedPolicy[])[] {
  const unattached = composed.filter(({ targets }) => targets.length === 0).slice(0, mostUnattached);
  const sets = unattached.reduce<readonly (readonly AttachedPolicy[])[]>(
    (known, policy) => known.flatMap((set) => [set, set.concat(policy)]),
    [[]],
  );
  return sets.filter((set) => set.length > 0).map((set) => composed.filter((policy) => !set.includes(policy)));
}

/** Whether every text of it is there: in force, laid down, or a candidate. */
function isLaidDown({ policies }: UnitComposition, { readings }: Found): boolean {
  return policies.every(({ name, text }) => readings.some((texts) => texts.get(name) === text));
}

function isWithinSlots({ type, policies, attached }: UnitComposition, context: PolicyContext): boolean {
  return policies.length <= freeSlots(quotaOf(type, context), attached);
}

/** The last few: a run plans again after every wave, of the same rules and mostly the same texts, and composing takes half a second. */
const remembered = new Map<string, Promise<readonly UnitComposition[]>>();
const mostRemembered = 8;
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

function composeFrom(composing: Composing, previous: Texts): Promise<readonly UnitComposition[]> {
  const { catalogue, context, attached, units } = composing;
  const types = ['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'] as const;
  const surroundings = units.map((unit) => types.map((type) => attached(unit, type)));
  const key = JSON.stringify([numberOf(catalogue), numberOf(context), units, surroundings, [...previous]]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const { organization } = context;
  const limits = { ...organization.policies.limits, scpSlots: manySlots, rcpSlots: manySlots };
  const roomy = { ...context, organization: { ...organization, policies: { ...organization.policies, limits } } };
  const composed = composeUnits(catalogue, roomy, { attached, previous: parsed(previous) }, units);
  for (const oldest of remembered.keys()) if (remembered.size >= mostRemembered) remembered.delete(oldest);
  remembered.set(key, composed);
  return composed;
}

function numberOf(object: object): number {
  const number = numbers.get(object) ?? ++lastNumber;
  numbers.set(object, number);
  return number;
}

/** What somebody has broken by hand keeps nothing where it is: the policy is written anew. */
function parsed(previous: Texts): readonly NamedPolicy[] {
  return [...previous].flatMap(([name, text]) => {
    try {
      return [{ name, document: parsePolicy(text, name) }];
    } catch {
      return [];
    }
  });
}
