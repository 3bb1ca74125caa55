import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ApplyEvents } from '../../../../pipelines/bootstrap/apply/apply-events.ts';
import { type Applied, applyPlan } from '../../../../pipelines/bootstrap/apply/apply-plan.ts';
import type { Governing } from '../../../../pipelines/bootstrap/apply/governing.ts';
import { Journal, readJournal } from '../../../../pipelines/bootstrap/apply/journal.ts';
import type { Change, Plan } from '../../../../pipelines/bootstrap/change.ts';
import type { OrganizationDesk, Progress } from '../../../../pipelines/bootstrap/organization-desk.ts';
import type { Obstacle } from '../../../../pipelines/bootstrap/preflight/obstacle.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { planOf } from './changes.fixture.ts';

const managementAccount = '123456789012';
const administrator = `arn:aws:sts::${managementAccount}:assumed-role/platform/someone`;

/** An organization that knows nothing but which changes were made in it; it lists them where a snapshot lists trusted services. */
export class SmallWorld implements OrganizationDesk, Governing {
  readonly managementAccountId = managementAccount;
  readonly request = { guardrails: [] };
  /** What governance.yaml asks for. */
  wanted: readonly Change[];
  readonly inForce = new Set<string>();
  /** What was asked of the organization, in order; a read is `read`. */
  readonly asked: string[] = [];
  readonly events: string[] = [];
  actor = { arn: administrator, roleArn: undefined, accountId: managementAccount };
  missing: readonly string[] = [];
  stands: readonly Obstacle[] = [];
  /** Called before a change is made: throws, or changes the world under it. */
  onChange: (change: Change, progress: Progress) => void = () => undefined;
  stop = new AbortController();
  readonly directory = mkdtempSync(join(tmpdir(), 'gatehouse-apply-'));

  constructor(...wanted: readonly Change[]) {
    this.wanted = wanted;
    onTestFinished(() => rmSync(this.directory, { recursive: true }));
  }

  identity = async () => this.actor;
  missingPermissions = async (actions: readonly string[]) => this.missing.filter((each) => actions.includes(each));
  permissions = (kinds: Iterable<Change['kind']>) => [
    'organizations:ListRoots',
    ...[...kinds].map((kind) => `for:${kind}`),
  ];
  effectivePolicy = async () => undefined;
  stats = () => ({ calls: {}, throttled: 0 });
  obstacles = () => this.stands;

  async read(): Promise<Snapshot> {
    this.asked.push('read');
    return { ...empty, trustedServices: [...this.inForce] };
  }

  async plan({ trustedServices }: Snapshot): Promise<Plan> {
    return planOf(this.wanted.filter(({ id }) => !trustedServices.includes(id)));
  }

  async carryOut(change: Change, progress: Progress): Promise<void> {
    this.asked.push(change.id);
    this.onChange(change, progress);
    this.inForce.add(change.id);
  }

  /** With a plan that was made of the world as it is, unless another one is given. */
  async apply(shown: Plan = planOf(this.wanted.filter(({ id }) => !this.inForce.has(id)))): Promise<Applied> {
    const journal = Journal.open(this.directory);
    try {
      const clock = () => new Date(0);
      return await applyPlan({
        shown,
        governing: this,
        desk: this,
        journal,
        events: this.#watching,
        clock,
        stop: this.stop.signal,
      });
    } finally {
      journal.close();
    }
  }

  /** The journal in few words. */
  journal(): readonly string[] {
    return readJournal(this.directory).lines.map(({ event, change, code }) =>
      [event, change, code].filter(Boolean).join(' '),
    );
  }

  readonly #watching: ApplyEvents = {
    looked: ({ trustedServices }) => void this.events.push(`looked: ${trustedServices.length} made`),
    waveBegins: (number, of, changes) => void this.events.push(`wave ${number} of ${of}: ${changes.length}`),
    progress: ({ id }, done, of) => void this.events.push(`${id}: ${done}/${of}`),
    made: ({ id }) => void this.events.push(`made ${id}`),
    failed: ({ id }, { code }) => void this.events.push(`failed ${id}: ${code}`),
  };
}

const empty: Snapshot = {
  version: 1,
  takenAt: '2026-11-21T08:00:00Z',
  organization: { id: 'o-exampleorg1', managementAccountId: managementAccount, featureSet: 'ALL' },
  root: { id: 'r-ab12', policyTypes: [] },
  units: [],
  accounts: [],
  policies: [],
  trustedServices: [],
  delegatedAdministrators: [],
  stackSets: [],
  guardrails: [],
};
