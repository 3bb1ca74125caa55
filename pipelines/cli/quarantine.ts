import type { Command } from 'commander';
import { type AccountPlace, placeOf } from '../bootstrap/apply/account-place.ts';
import { quarantineChange } from '../bootstrap/apply/quarantine-account.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import { type AccountOptions, accountCommand } from './account-command.ts';
import { nameOf, renderCutOff } from './account-view.ts';
import { type BootstrapDesk, processBootstrapDesk } from './bootstrap-desk.ts';
import type { Reading } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { makeIfAgreed } from './single-change.ts';

interface QuarantineOptions extends AccountOptions {
  readonly lift?: true;
  readonly reason?: string;
}

/** `gatehouse quarantine ACCOUNT`: ends inference of an account in one call. */
export function quarantineCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return accountCommand('quarantine', io, desk, quarantine)
    .description('cut an account off from the hub with one call, sessions that run included; or let it back in')
    .option('--lift', 'let it back in')
    .option('--reason <text>', 'for the journal')
    .addHelpText('after', '\nExit codes: 0 done (or so already), 1 not agreed to, 2 not possible.');
}

async function quarantine(
  accountId: string,
  options: QuarantineOptions,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<void> {
  const { io, governance, governing } = reading;
  const before = await organization.read(governing.request);
  const place = placeOf(accountId, governance.compiled.bundle, before);
  const outcome = await setQuarantine(place, before, options, reading, organization);
  if (outcome === 'not agreed to') return;
  const quarantined = options.lift === undefined;
  if (!options.json) return io.out(quarantined ? renderCutOff(place) : `${nameOf(place)} may call the hub.\n`);
  const { applications } = place;
  const answer = { account: accountId, quarantined, changed: outcome === 'changed', applications };
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

/** One `UpdatePolicy`, or none where it is so already. */
export async function setQuarantine(
  place: AccountPlace,
  before: Snapshot,
  options: QuarantineOptions,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<'changed' | 'so already' | 'not agreed to'> {
  const { bundle } = reading.governance.compiled;
  const wanted = options.lift ? 'let in' : 'cut off';
  const change = quarantineChange(place.account.id, wanted, bundle, before);
  if (change === undefined) return 'so already';
  const question = options.lift ? `Let ${nameOf(place)} call the hub again?` : `Cut ${nameOf(place)} off from the hub?`;
  const wish = { change, organizationId: before.organization.id, question, note: options.reason };
  return (await makeIfAgreed(wish, options, reading, organization)) ? 'changed' : 'not agreed to';
}
