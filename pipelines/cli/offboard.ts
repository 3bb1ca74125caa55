import type { Command } from 'commander';
import { GatehouseFault } from '../../shared/errors.ts';
import { type AccountPlace, placeOf } from '../bootstrap/apply/account-place.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import { type AccountOptions, accountCommand } from './account-command.ts';
import { nameOf, renderOffboarded } from './account-view.ts';
import { applyAgreed } from './apply.ts';
import { type BootstrapDesk, processBootstrapDesk } from './bootstrap-desk.ts';
import type { Reading } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';
import type { OpenGovernance } from './governance-places.ts';
import { setQuarantine } from './quarantine.ts';

/** `gatehouse offboard ACCOUNT`: takes an account's access, and keeps what it left. */
export function offboardCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return accountCommand('offboard', io, desk, offboard)
    .description('cut an account off and remove its access; evidence, holds and the policies that bind it stay')
    .addHelpText('after', '\nExit codes: 0 done (or so already), 1 not agreed to, 2 not possible.');
}

async function offboard(
  accountId: string,
  options: AccountOptions,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<void> {
  const { io, governance, governing } = reading;
  const before = await organization.read(governing.request);
  const place = placeOf(accountId, governance.compiled.bundle, before);
  refuseApplications(place, governance);
  const outcome = await setQuarantine(place, before, options, reading, organization);
  if (outcome === 'not agreed to') return;
  if (outcome === 'changed') io.error(`${nameOf(place)} is cut off.\n`);
  const shown = await governing.plan(await organization.read(governing.request));
  const applied = await applyAgreed(shown, { ...options, unseen: true }, reading, organization);
  if (applied === undefined) return;
  if (!options.json) return io.out(renderOffboarded(place));
  const answer = { account: accountId, quarantined: true, changes: applied.made, unit: place.path };
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

/** Whoever takes its access while the file grants it would see it come back with the next plan. */
function refuseApplications({ account, applications }: AccountPlace, { written }: OpenGovernance): void {
  if (applications.length === 0) return;
  const lines = applications.map((name) => `  ${written(['applications', name])}  ${name}`);
  throw new GatehouseFault(
    'usage',
    `Applications live in ${account.id}; nothing was changed:\n${lines.join('\n')}\n`,
    `Take them out of the file and run this again. To cut the account off at once: gatehouse quarantine ${account.id}`,
  );
}
