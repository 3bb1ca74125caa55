import { GatehouseFault } from '../../shared/errors.ts';
import type { Statement } from '../../shared/iam/policy-document.ts';
import { freeSlots, type PolicyQuota } from './policy-quotas.ts';
import { sizeOf, statementText } from './policy-text.ts';

/**
 * A statement that fits into no policy, and that cannot be divided.
 *
 * @param written as its policy has it.
 * @param shortest as short as it gets.
 */
export function statementTooLarge(
  policy: string,
  written: Statement,
  shortest: Statement,
  room: number,
): GatehouseFault {
  const size = sizeOf(statementText(shortest));
  const { name, entries, size: partSize } = largestPart(shortest);
  const which = written.sid === undefined ? 'A statement' : `Statement ${written.sid}`;
  return new GatehouseFault(
    'configuration_invalid',
    `${which} of policy ${policy} takes ${figure(size)} characters where ${figure(room)} is the most, and cannot be divided: its ${name} takes ${figure(partSize)}, in ${figure(entries)} entries.`,
    `Shorten that list by ${figure(size - room)} characters or more: name a path, a tag or a pattern instead of each one.`,
  );
}

/** A policy that is no set of statements, and cannot be divided. */
export function documentTooLarge(policy: string, size: number, characters: number): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `Policy ${policy} takes ${figure(size)} characters where ${figure(characters)} is the most.`,
    `Shorten it by ${figure(size - characters)} characters or more.`,
  );
}

interface Sized {
  readonly name: string;
  /** Characters. */
  readonly size: number;
}

/** More policies than the unit has places for. */
export function tooFewSlots(
  place: { readonly what: string; readonly quota: PolicyQuota; readonly attached: readonly string[] },
  policies: readonly Sized[],
  sources: readonly Sized[],
): GatehouseFault {
  const { what, quota, attached } = place;
  const free = freeSlots(quota, attached);
  const total = policies.reduce((sum, { size }) => sum + size, 0);
  const largest = [...sources]
    .sort((one, other) => other.size - one.size)
    .slice(0, 3)
    .map(({ name, size }) => `${name} (${figure(size)})`);
  return new GatehouseFault(
    'configuration_invalid',
    `${what} needs ${figure(policies.length)} ${policies.length === 1 ? 'policy' : 'policies'} of at most ${figure(quota.characters)} characters (${figure(total)} in all), and ${figure(free)} of ${figure(quota.slots)} slots are free. Attached already: ${attached.join(', ') || 'none'}.`,
    `Detach ${figure(policies.length + attached.length - quota.slots)} of those, attach source policies to a unit above, or shorten the largest, in characters: ${largest.join(', ')}.`,
  );
}

interface Part {
  readonly name: string;
  readonly entries: number;
  readonly size: number;
}

function largestPart({ action, resource, condition, principal }: Statement): Part {
  const parts = [
    part(action.not ? 'NotAction' : 'Action', action.patterns),
    part(resource?.not ? 'NotResource' : 'Resource', resource?.patterns ?? []),
    part('Principal', Object.values(principal?.members ?? {}).flat()),
    ...condition.map(({ operator, key, values }) => part(`condition ${operator} ${key}`, values)),
  ];
  return parts.reduce((largest, each) => (each.size > largest.size ? each : largest));
}

function part(name: string, entries: readonly string[]): Part {
  return { name, entries: entries.length, size: sizeOf(JSON.stringify(entries)) };
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}
