/**
 * From statements to the fewest policies that a unit can have attached: the same decisions, other wrapping. The same input gives the same bytes, on every machine.
 */
import { GatehouseFault } from '../../shared/errors.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { compareText } from './canonical-statement.ts';
import type { KnownActions } from './collapse-actions.ts';
import { tooFewSlots } from './over-quota.ts';
import { type Bin, type Home, packStatements, textOf } from './pack-statements.ts';
import { policyName, policyNumber } from './policy-names.ts';
import { freeSlots, type PolicyQuota } from './policy-quotas.ts';
import { policyText, sizeOf } from './policy-text.ts';
import { homesOf, type PreviousPolicy } from './previous-homes.ts';
import { renumber } from './renumber-bins.ts';
import { restoreSids } from './restore-sids.ts';
import { itemsOf, refusalOfLargest } from './source-items.ts';

export interface CompositionRequest {
  /** What the names of the composed policies begin with: `gatehouse-scp-spokes` for `gatehouse-scp-spokes-1`, … Other policies are not ours. */
  readonly prefix: string;
  /** Policies of one type that go to one kind of unit, under the names by which people know them. */
  readonly sources: readonly NamedPolicy[];
  readonly quota: PolicyQuota;
  /** Names of what else is attached there, and stays: each takes a slot. */
  readonly attached: readonly string[];
  readonly known: KnownActions;
  /** The composed policies that are in force; none where there are none yet. Those whose names begin otherwise are passed over. */
  readonly previous: readonly NamedPolicy[];
}

export interface ComposedPolicy {
  readonly name: string;
  /** JSON, to be uploaded as it is. */
  readonly text: string;
  /** Characters of `text`. */
  readonly size: number;
  /** Names of the source policies that have statements in it. */
  readonly sources: readonly string[];
}

export interface Composition {
  readonly policies: readonly ComposedPolicy[];
  /** Source policies of which something was in another policy before. */
  readonly moved: readonly string[];
  /** Policies that would do if nothing had to stay where it is. */
  readonly fewest: number;
  /** Whether statements were merged across Sids, Sids left out where there is no room for them, and actions written as prefixes, because that saves a policy. */
  readonly compact: boolean;
}

/**
 * @throws GatehouseFault `configuration_invalid` where a source is not in version 2012-10-17, a statement fits into no policy, or the policies are more than the free slots.
 *
 * @example composePolicies({ prefix: 'gatehouse-scp-spokes', sources, quota: { characters: 10_240, slots: 10 }, attached: ['FullAWSAccess'], known, previous: [] })
 */
export function composePolicies(request: CompositionRequest): Composition {
  for (const source of request.sources) refuseOldVersion(source);
  const fresh = candidates(request, []);
  const sticky = request.previous.length === 0 ? fresh : candidates(request, numbered(request));
  const slots = freeSlots(request.quota, request.attached);
  const fits = ({ bins }: Packing) => bins.length <= slots;
  // Whoever has a place keeps it, until there is no other way.
  const chosen = sticky.find(fits) ?? fresh.find(fits);
  const [fewest] = fresh;
  if (chosen !== undefined && fewest !== undefined)
    return {
      policies: policiesOf(chosen, request),
      moved: chosen.moved,
      fewest: fewest.bins.length,
      compact: chosen.compact,
    };
  if (fewest !== undefined)
    throw tooFewSlots({ ...request, what: request.prefix }, policiesOf(fewest, request), sizedSources(request));
  throw refusalOfLargest(request);
}

interface Packing {
  readonly bins: readonly Bin[];
  readonly moved: readonly string[];
  readonly compact: boolean;
}

/** In the order in which they are preferred, other things being equal: a Sid explains a policy to its reader, and so does a source that is in one piece. */
const styles = [
  { compact: false, together: true },
  { compact: false, together: false },
  { compact: true, together: true },
  { compact: true, together: false },
];

/** The fewer policies first, then what moves less; the packing in force may have been made in any style. */
function candidates(request: CompositionRequest, previous: readonly PreviousPolicy[]): readonly Packing[] {
  return styles
    .flatMap((style) => pack(request, style, previous) ?? [])
    .sort((one, other) => one.bins.length - other.bins.length || one.moved.length - other.moved.length);
}

/** Undefined where a statement fits into no policy. */
function pack(
  request: CompositionRequest,
  { compact, together }: (typeof styles)[number],
  previous: readonly PreviousPolicy[],
): Packing | undefined {
  const items = itemsOf(request, compact);
  if (items === undefined) return undefined;
  const before = homesOf(items, numbered(request));
  const sticky = previous.length > 0;
  const packed = packStatements(items, sticky ? before : new Map(), request.quota.characters, together);
  const bins = sticky ? packed : renumber(packed, before);
  const moved = bins.flatMap(({ number, items: inside }) =>
    inside.filter((item) => isElsewhere(before.get(item), number)).map(({ source }) => source),
  );
  return { bins, moved: [...new Set(moved)].sort(compareText), compact };
}

function isElsewhere(home: Home | undefined, number: number): boolean {
  return home?.certain === true && home.bin !== number;
}

function policiesOf({ bins, compact }: Packing, { prefix, quota }: CompositionRequest): readonly ComposedPolicy[] {
  return bins.map(({ number, items }) => {
    const text = textOf(compact ? restoreSids(items, quota.characters) : items);
    const sources = [...new Set(items.map(({ source }) => source))].sort(compareText);
    return { name: policyName(prefix, number), text, size: sizeOf(text), sources };
  });
}

/** Our policies among those in force. */
function numbered({ previous, prefix }: CompositionRequest): readonly PreviousPolicy[] {
  return previous.flatMap(({ name, document }) => {
    const number = policyNumber(prefix, name);
    return number === undefined ? [] : [{ number, statements: document.statements }];
  });
}

function sizedSources({ sources }: CompositionRequest): readonly { readonly name: string; readonly size: number }[] {
  return sources.map(({ name, document }) => ({ name, size: sizeOf(policyText(document.statements)) }));
}

function refuseOldVersion({ name, document }: NamedPolicy): void {
  if (document.version === '2012-10-17') return;
  throw new GatehouseFault(
    'configuration_invalid',
    `Policy ${name} is written in version ${document.version}, in which variables are plain text: put together with others it would decide otherwise.`,
    'Write "Version": "2012-10-17" into it.',
  );
}
