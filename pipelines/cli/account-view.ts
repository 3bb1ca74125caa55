/** What is said of one account; its name and those of units and policies come from AWS. */

import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { printable } from '../../shared/config/printable.ts';
import type { AccountPlace } from '../bootstrap/apply/account-place.ts';
import type { Arrival } from '../bootstrap/apply/arrival.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';

export function nameOf({ account, path }: AccountPlace): string {
  return `${account.id} (${printable(account.name, 60)}, in ${printable(path, 200)})`;
}

/** Names of the policies that bind an account, whichever level they are attached to. */
export function policiesAbove({ account, chain }: AccountPlace, snapshot: Snapshot): readonly string[] {
  const levels = [...chain, account.id];
  const names = levels.flatMap((level) =>
    snapshot.policies.filter(({ targets }) => targets.includes(level)).map(({ name }) => name),
  );
  return [...new Set(names)].sort();
}

export function renderCutOff(place: AccountPlace): string {
  const { account, applications } = place;
  const calls =
    applications.length === 0 ? 'no application of governance.yaml lives there' : `calls of ${applications.join(', ')}`;
  return [
    `${nameOf(place)} is cut off.`,
    `Stops  ${calls}; sessions that run are refused with their next call.`,
    'Stays  records, evidence and holds; reservations, until they expire; roles, stacks and policies of the account.',
    `Back   gatehouse quarantine ${account.id} --lift`,
    '',
  ].join('\n');
}

export function renderOnboarded(place: AccountPlace, arrival: Arrival, snapshot: Snapshot, hub: HubPolicy): string {
  const stackSets = arrival.current.length === 0 ? 'none' : arrival.current.join(', ');
  const bound = policiesAbove(place, snapshot).map((name) => printable(name, 128));
  return [
    `${nameOf(place)} is governed.`,
    `Policies      ${bound.length === 0 ? 'none' : bound.join(', ')}`,
    `StackSets     ${stackSets}`,
    ...applicationLines(place, hub),
    '',
  ].join('\n');
}

/** Which applications it has, or what to write to give it one. */
function applicationLines({ account, applications }: AccountPlace, hub: HubPolicy): readonly string[] {
  if (applications.length > 0) return [`Applications  ${applications.join(', ')}`];
  if (account.id === hub.accountId) return ['Applications  none, as it should be: this is the hub'];
  return [
    'Applications  none yet: write one into governance.yaml, publish it, and deploy the hub. For example:',
    '',
    'applications:',
    '  its-name:',
    '    description: What it does, in one sentence.',
    '    owner: its-team@example.com',
    `    account: "${account.id}"`,
    `    callers: [arn:${hub.partition}:iam::${account.id}:role/its-service] # who may call the hub`,
    '    purposes: [its-purpose]',
    '    models: [a-name-from-models]',
    '    guardrail: a-name-from-guardrails',
  ];
}

export function renderOffboarded(place: AccountPlace): string {
  const { account } = place;
  return [
    `${nameOf(place)} has no access any more.`,
    'Unit      It stays where it is: outside, policies would no longer keep it from asking models directly.',
    'Evidence  Records, evidence and holds stay in the hub for as long as governance.yaml retains them: gatehouse audit finds them.',
    'Hub       Its roles are still to be removed there: npx gatehouse bundle publish, then npx cdk deploy --all in the hub’s account.',
    `Back      gatehouse quarantine ${account.id} --lift, after an application of it is in governance.yaml again.`,
    '',
  ].join('\n');
}
