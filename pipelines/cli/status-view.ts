import pc from 'picocolors';
import { printable } from '../../shared/config/printable.ts';
import type { AccountStatus, StackStatus } from '../bootstrap/status/account-status.ts';
import type { Status } from '../bootstrap/status/status.ts';
import { figure } from './plan-view-changes.ts';
import type { ViewOptions } from './plan-view-options.ts';
import { wrapped } from './plan-view-wrap.ts';

/** For people: each account with what is amiss; those in order take a line. */
export function renderStatus(status: Status, options: ViewOptions): string {
  const colours = pc.createColors(options.colour);
  const { organizationId, takenAt, accounts, totals } = status;
  const units = Map.groupBy(accounts, ({ unit }) => unit);
  const sections = [
    `${colours.bold('Organization')} ${printable(organizationId)}, as it was at ${printable(takenAt)}: ${figure(totals.accounts)} accounts`,
    ...[...units].map(([unit, group]) =>
      [colours.bold(printable(unit, 200)), ...group.flatMap((account) => renderAccount(account, options))].join('\n'),
    ),
    colours.bold(totalsInWords(status)),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** For programs. */
export function statusJson(status: Status): string {
  return `${JSON.stringify(status, null, 2)}\n`;
}

function renderAccount(account: AccountStatus, { colour, width }: ViewOptions): readonly string[] {
  const colours = pc.createColors(colour);
  const { id, name, state, governed, applications, quarantined, policies, inOrder } = account;
  const mark = inOrder ? colours.green('✓') : colours.red('✗');
  const facts = [
    ...(state === 'ACTIVE' ? [] : [printable(state)]),
    governed === null ? 'not governed' : `${policies.inPlace.length} policies in place`,
    ...(applications.length === 0 ? [] : [`applications: ${applications.map((each) => printable(each)).join(', ')}`]),
    ...(quarantined ? [colours.yellow('quarantined: no inference')] : []),
    ...sealedInWords(account),
  ];
  const amiss = amissOf(account).flatMap((line) => wrapped(line, width, '      '));
  return [`  ${mark} ${id} ${printable(name)}  ${facts.join('; ')}`, ...amiss.map((line) => colours.yellow(line))];
}

/** Nobody can call from an account without applications. */
function sealedInWords({ lastSealed, applications }: AccountStatus): readonly string[] {
  if (lastSealed === undefined || (lastSealed === null && applications.length === 0)) return [];
  if (lastSealed === null) return ['no sealed call'];
  const { receivedAt, log, index } = lastSealed;
  return [`last sealed call ${printable(receivedAt)} (${printable(log, 200)}, ${figure(index)})`];
}

function amissOf({
  policies,
  stacks,
  stacksToCome,
  effective,
  governed,
  applications,
}: AccountStatus): readonly string[] {
  const list = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${names.map((name) => printable(name, 128)).join(', ')}`];
  return [
    ...(governed === null && applications.length > 0 ? ['has applications, and is in no governed unit'] : []),
    ...list('policies missing', policies.missing),
    ...list('policies changed by somebody, or not yet by a plan', policies.drifted),
    ...list('policies that should not be there', policies.unwanted),
    ...list('stacks to come', stacksToCome),
    ...list('stacks', stacks.filter((stack) => !isSound(stack)).map(stackInWords)),
    ...effective.flatMap(({ type, wrong }) => list(`${type} not in force as it should be`, wrong)),
  ];
}

function isSound({ status, drift }: StackStatus): boolean {
  return status === 'CURRENT' && drift !== 'DRIFTED';
}

function stackInWords({ stackSet, region, status, detailedStatus, drift }: StackStatus): string {
  return `${stackSet} in ${region} is ${status} (${detailedStatus}${drift === 'DRIFTED' ? ', changed by hand' : ''})`;
}

function totalsInWords({ totals, inOrder }: Status): string {
  const { governed, drifted, quarantined, changes } = totals;
  const parts = [
    `${figure(governed)} ${governed === 1 ? 'account' : 'accounts'} governed`,
    ...(quarantined === 0 ? [] : [`${figure(quarantined)} quarantined`]),
    inOrder ? 'all in order' : `${figure(drifted)} not in order, ${figure(changes)} changes to make: gatehouse plan`,
  ];
  return `${parts.join('; ')}.`;
}
