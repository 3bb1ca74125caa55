import type { Command } from 'commander';
import { GatehouseFault } from '../../shared/errors.ts';
import { placeOf } from '../bootstrap/apply/account-place.ts';
import { arrivalOf } from '../bootstrap/apply/arrival.ts';
import { awaitArrival } from '../bootstrap/apply/await-arrival.ts';
import { refuseObstacles } from '../bootstrap/apply/may-apply.ts';
import { onboardingMove } from '../bootstrap/apply/onboard-account.ts';
import type { Change } from '../bootstrap/change.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import { unitPaths } from '../bootstrap/unit-paths.ts';
import { type AccountOptions, accountCommand } from './account-command.ts';
import { nameOf, policiesAbove, renderOnboarded } from './account-view.ts';
import { type BootstrapDesk, processBootstrapDesk } from './bootstrap-desk.ts';
import type { Reading } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { makeIfAgreed } from './single-change.ts';

interface OnboardOptions extends AccountOptions {
  readonly unit?: string;
  readonly wait: string;
}

/** `gatehouse onboard ACCOUNT`: brings an account under the policies and to the roles of spokes. */
export function onboardCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return accountCommand('onboard', io, desk, onboard)
    .description('move an account into the unit of spokes, wait until its stacks are there, and say what governs it')
    .option('--unit <unit>', 'id or path; needed where governance.yaml names several units for spokes')
    .option('--wait <minutes>', 'how long to wait for its stacks', '30')
    .addHelpText('after', '\nExit codes: 0 governed, 1 not agreed to, 2 not possible, or not all there yet.');
}

async function onboard(
  accountId: string,
  options: OnboardOptions,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<void> {
  const { io, governance, governing } = reading;
  const { bundle } = governance.compiled;
  const minutes = minutesOf(options.wait);
  const before = await organization.read(governing.request);
  const move = onboardingMove(accountId, options.unit, bundle, before);
  if (move !== undefined && !(await moved(move, before, options, reading, organization))) return;
  const { now, pause } = reading.desk;
  const waiting = { desk: organization, request: governing.request, minutes, now, pause, tell: io.error };
  const after = await awaitArrival(accountId, waiting);
  const place = placeOf(accountId, bundle, after);
  const arrival = arrivalOf(accountId, after);
  if (!options.json) return io.out(renderOnboarded(place, arrival, after, bundle.hub));
  const { path, applications } = place;
  const policies = policiesAbove(place, after);
  const answer = {
    account: accountId,
    moved: move !== undefined,
    unit: path,
    policies,
    stackSets: arrival.current,
    applications,
  };
  io.out(`${JSON.stringify(answer, null, 2)}\n`);
}

/** False where the person does not agree. */
async function moved(
  change: Change,
  before: Snapshot,
  options: OnboardOptions,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<boolean> {
  const { governance, governing } = reading;
  const organizationId = before.organization.id;
  const plan = {
    version: 1,
    governance: governance.compiled.hash,
    organizationId,
    changes: [change],
    remarks: [],
  } as const;
  refuseObstacles(await governing.obstacles(plan, before));
  const place = placeOf(change.accounts[0] ?? '', governance.compiled.bundle, before);
  const to = change.kind === 'move-account' ? unitPaths(before).pathOf(change.to) : '';
  return makeIfAgreed(
    { change, organizationId, question: `Move ${nameOf(place)} to ${to}?` },
    options,
    reading,
    organization,
  );
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (/^\d{1,4}$/.test(text)) return minutes;
  throw new GatehouseFault('usage', '--wait takes whole minutes.', 'Write --wait 30, for example.');
}
