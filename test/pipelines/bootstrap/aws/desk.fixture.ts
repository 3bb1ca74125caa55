import { afterEach } from 'vitest';
import { type AwsDeskOptions, awsDesk } from '../../../../pipelines/bootstrap/aws/aws-desk.ts';
import type { Patience } from '../../../../pipelines/bootstrap/aws/calls.ts';
import type { Clock } from '../../../../pipelines/bootstrap/aws/clock.ts';
import type { Change, ChangeBody } from '../../../../pipelines/bootstrap/change.ts';
import type { OrganizationDesk } from '../../../../pipelines/bootstrap/organization-desk.ts';
import { clientDefaults } from '../../../local-aws/loopback-server.ts';
import { type OrganizationServer, startOrganizationHere } from '../../../local-aws/organization/organization-server.ts';
import type { Seed } from '../../../local-aws/organization/seed.ts';

/** Sleeping passes the time, and takes none. */
export function quickClock(): Clock & { readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    random: () => 0.5,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
}

export const shortPatience: Patience = { call: 60_000, consistency: 60_000, operation: 600_000, look: 5_000 };

/** An organization that a stand-in plays, and the desk over it. */
export interface DeskScene {
  readonly server: OrganizationServer;
  readonly desk: OrganizationDesk;
  readonly clock: ReturnType<typeof quickClock>;
  /** A desk of a later run: it knows nothing of what this one learnt. */
  another(options?: Partial<AwsDeskOptions>): OrganizationDesk;
  /** Makes a change, and says how far it said it was. */
  make(body: ChangeBody, desk?: OrganizationDesk): Promise<readonly (readonly [number, number])[]>;
}

const open: OrganizationServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export async function deskScene(seed: Seed, options: Partial<AwsDeskOptions> = {}): Promise<DeskScene> {
  const server = await startOrganizationHere({ seed });
  open.push(server);
  const clock = quickClock();
  const another: DeskScene['another'] = (more = {}) =>
    awsDesk({
      region: clientDefaults.region,
      credentials: clientDefaults.credentials,
      endpoint: server.endpoint,
      attempts: 1,
      clock,
      patience: shortPatience,
      ...options,
      ...more,
    });
  const desk = another();
  return {
    server,
    desk,
    clock,
    another,
    async make(body, by = desk) {
      const progress: (readonly [number, number])[] = [];
      await by.carryOut(changeOf(body), (done, of) => void progress.push([done, of]));
      return progress;
    },
  };
}

/** What is left of a change but what the desk reads. */
function changeOf(body: ChangeBody): Change {
  return { ...body, id: JSON.stringify(body).slice(0, 200), wave: 1, why: 'a test asks for it', accounts: [] };
}

export const denyAll = document('DenyAll');
export const denySome = document('DenySome');

function document(sid: string): string {
  const Action = sid === 'DenyAll' ? '*' : 's3:*';
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: sid, Effect: 'Deny', Action, Resource: '*' }] });
}
