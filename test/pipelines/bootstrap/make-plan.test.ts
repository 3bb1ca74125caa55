import { describe, expect, it } from 'vitest';
import { afterChanges } from '../../../pipelines/bootstrap/after-change.ts';
import { makePlan } from '../../../pipelines/bootstrap/make-plan.ts';
import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { quarantineDocument, quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { governanceLocator } from '../../../shared/config/governance-locator.ts';
import { examplePolicy } from '../../hub/local/policy.fixture.ts';
import { control, denial } from '../../scp-policies/composer/policies.fixture.ts';
import { contextOf, partitions } from '../../scp-policies/policy-contexts.fixture.ts';
import {
  account,
  accountId,
  bundleFor,
  emptyOrganization,
  idsOf,
  policyNamed,
  unitId,
} from './organization.fixture.ts';

const hash = 'a'.repeat(64);
const spokes = [unitId(1), unitId(2)];
const units = { spokes, hub: [unitId(3)] };
const catalogue = [control('no-delete', 'governed', [denial('NoDelete', 's3:DeleteBucket')])];
const options = { catalogue, templates: [] };
const plan = (bundle: PolicyBundle, snapshot: Snapshot, more = {}) =>
  makePlan(bundle, hash, snapshot, { ...options, ...more });
const refused = (bundle: PolicyBundle, snapshot: Snapshot, more = {}) => expect(plan(bundle, snapshot, more)).rejects;

describe('a plan', () => {
  it('carries the rules and the organization that it was made for', async () => {
    expect(await plan(bundleFor({ units }), emptyOrganization())).toMatchObject({
      version: 1,
      governance: hash,
      organizationId: 'o-exampleorg1',
    });
  });

  it('brings a new policy to the canary unit before the others', async () => {
    const { changes } = await plan(bundleFor({ units, canaryUnit: unitId(2) }), emptyOrganization());
    const waveOf = (unit: string) =>
      changes.find((change) => change.kind === 'attach-policy' && change.target === unit)?.wave;
    expect(waveOf(unitId(2))).toBeLessThan(waveOf(unitId(1)) ?? 0);
  });

  it('lets a candidate stand in at the canary unit before a policy is rewritten for all', async () => {
    const bundle = bundleFor({ units, canaryUnit: unitId(2) });
    const organization = emptyOrganization();
    const before = afterChanges(organization, (await plan(bundle, organization)).changes);
    const changed = [control('no-delete', 'spokes', [denial('NoDelete', 's3:DeleteObject')]), ...catalogue.slice(1)];
    const { changes } = await plan(bundle, before, { catalogue: changed });
    const spokesOnly = idsOf(changes).filter((id) => id.includes('spokes'));
    expect(spokesOnly.map((id) => id.replace(/[-+][0-9a-f]{12}/g, ''))).toEqual([
      'create-policy:SCP:gatehouse-scp-spokes-1-canary',
      `attach-policy:SCP:gatehouse-scp-spokes-1-canary@${unitId(2)}`,
      `detach-policy:SCP:gatehouse-scp-spokes-1@${unitId(2)}`,
      'update-policy:SCP:gatehouse-scp-spokes-1',
      `attach-policy:SCP:gatehouse-scp-spokes-1@${unitId(2)}`,
      `detach-policy:SCP:gatehouse-scp-spokes-1-canary@${unitId(2)}`,
      'delete-policy:SCP:gatehouse-scp-spokes-1-canary',
    ]);
  });

  it('names the accounts that a change reaches, those of units below included', async () => {
    const below = { id: 'ou-abcd-below000', name: 'Below', parentId: unitId(1) };
    const organization = emptyOrganization();
    const deep = {
      ...organization,
      units: [...organization.units, below],
      accounts: [...organization.accounts, account(99, below.id)],
    };
    const { changes } = await plan(bundleFor({ units }), deep);
    const attach = changes.find((change) => change.kind === 'attach-policy' && change.target === unitId(1));
    expect(attach?.accounts).toEqual([accountId(10), accountId(11), accountId(99)]);
  });

  it('keeps whoever is quarantined cut off', async () => {
    const text = quarantineDocument([accountId(10)]);
    const organization = emptyOrganization(3, { policies: [policyNamed(quarantinePolicyName, [unitId(3)], { text })] });
    const { changes } = await plan(bundleFor({ units }), organization);
    expect(changes.filter((change) => 'name' in change && change.name === quarantinePolicyName)).toEqual([]);
  });

  it('does not lift a quarantine where governance.yaml names no unit of the hub any more', async () => {
    const text = quarantineDocument([accountId(10)]);
    const organization = emptyOrganization(3, { policies: [policyNamed(quarantinePolicyName, [unitId(3)], { text })] });
    const { changes, remarks } = await plan(bundleFor({ units: { spokes, hub: [] } }), organization);
    expect(changes.filter((change) => 'name' in change && change.name === quarantinePolicyName)).toEqual([]);
    expect(remarks).toContainEqual(expect.stringContaining(`${quarantinePolicyName} stays`));
  });

  it('makes missing units where it is asked to, parents first', async () => {
    const bundle = bundleFor({ units: { spokes: ['/Unit 1', '/New/One', '/New/Other'], hub: [] }, createUnits: true });
    const { changes } = await plan(bundle, emptyOrganization());
    const made = changes.flatMap((change) =>
      change.kind === 'create-unit' ? [[change.path, change.parent, change.wave]] : [],
    );
    expect(made).toEqual([
      ['/New', 'r-abcd', 2],
      ['/New/One', '/New', 3],
      ['/New/Other', '/New', 3],
    ]);
  });
});

describe('a plan is refused', () => {
  const bundle = bundleFor({ units });

  it('for another organization', async () => {
    const organization = emptyOrganization();
    const other = { ...organization, organization: { ...organization.organization, id: 'o-another0001' } };
    await refused(bundle, other).toThrow('this is organization o-another0001, not o-exampleorg1');
  });

  it('for another management account', async () => {
    const organization = emptyOrganization();
    const other = {
      ...organization,
      organization: { ...organization.organization, managementAccountId: '111111111111' },
    };
    await refused(bundle, other).toThrow('organization.managementAccountId');
  });

  it('for an organization without all features', async () => {
    const organization = emptyOrganization();
    const billing = {
      ...organization,
      organization: { ...organization.organization, featureSet: 'CONSOLIDATED_BILLING' },
    };
    await refused(bundle, billing).toMatchObject({ code: 'organization_conflict' });
  });

  it('for an organization that lists an account twice', async () => {
    const organization = emptyOrganization();
    const twice = { ...organization, accounts: [...organization.accounts, account(10, unitId(2))] };
    await refused(bundle, twice).toThrow(`lists account ${accountId(10)} twice`);
  });

  it('where a unit does not exist, with the line of governance.yaml', async () => {
    const text = 'organization:\n  policies:\n    units:\n      spokes:\n        - /Unit 1\n        - /Unit 9\n';
    const missing = bundleFor({ units: { spokes: ['/Unit 1', '/Unit 9'], hub: [] } });
    await refused(missing, emptyOrganization(), { file: 'my.yaml', locate: governanceLocator(text) }).toThrow(
      'my.yaml:6:11 organization.policies.units.spokes[1]: there is no unit /Unit 9 in the organization.',
    );
  });

  it('where a unit of that id does not exist, even where units may be made', async () => {
    const missing = bundleFor({ units: { spokes: [unitId(9)], hub: [] }, createUnits: true });
    await refused(missing, emptyOrganization()).toThrow(`there is no unit ${unitId(9)}`);
  });

  it('where an id and a path are the same unit', async () => {
    const twice = bundleFor({ units: { spokes: [unitId(1)], hub: ['/Unit 1'] } });
    await refused(twice, emptyOrganization()).toThrow(`/Unit 1 and ${unitId(1)} are the same unit`);
  });

  it('where two units have one path', async () => {
    const organization = emptyOrganization();
    const slash = {
      ...organization,
      units: [...organization.units, { id: unitId(7), name: 'Unit 1', parentId: 'r-abcd' }],
    };
    await refused(bundleFor({ units: { spokes: ['/Unit 1'], hub: [] } }), slash).toThrow(
      'several units have the path /Unit 1',
    );
  });

  it('where somebody has rewritten the quarantine', async () => {
    const organization = emptyOrganization(3, { policies: [policyNamed(quarantinePolicyName, [unitId(3)])] });
    await refused(bundle, organization).toMatchObject({ code: 'organization_conflict' });
  });

  it('where something is over quota, with the figures', async () => {
    const limits = { scpCharacters: 80, scpSlots: 10, rcpCharacters: 5120, rcpSlots: 5 };
    await refused(bundleFor({ units, limits }), emptyOrganization()).toThrow(
      /^governance\.yaml organization\.policies: Statement NoDelete of policy no-delete takes \d+ characters where \d+ is the most/,
    );
  });

  it('where others leave no slot, with what takes them', async () => {
    const policies = ['one', 'two'].map((name) => policyNamed(name, [unitId(2)]));
    const limits = { scpCharacters: 10_240, scpSlots: 3, rcpCharacters: 5120, rcpSlots: 5 };
    await refused(bundleFor({ units, limits }), emptyOrganization(3, { policies })).toThrow(
      'Attached already: FullAWSAccess, one, two.',
    );
  });
});

describe('remarks', () => {
  const remarks = async (bundle: PolicyBundle, snapshot: Snapshot) => (await plan(bundle, snapshot)).remarks;
  const withHub = (snapshot: Snapshot, unit: string): Snapshot => ({
    ...snapshot,
    accounts: [...snapshot.accounts, { id: '999988887777', name: 'hub', parentId: unit, state: 'ACTIVE' }],
  });

  it('say that the hub does not exist', async () => {
    expect(await remarks(bundleFor({ units }), emptyOrganization())).toContainEqual(
      'The hub’s account 999988887777 does not exist in the organization.',
    );
  });

  it('say that the hub is outside its unit, and who is inside', async () => {
    const said = await remarks(bundleFor({ units }), withHub(emptyOrganization(), unitId(1)));
    expect(said).toContainEqual(expect.stringContaining('is not in a unit of the hub'));
    expect(said).toContainEqual(expect.stringContaining(`are in a unit of the hub: ${accountId(30)} (account 30)`));
  });

  it('name accounts that are not active, and units without accounts', async () => {
    const organization = emptyOrganization(2);
    const accounts = organization.accounts.filter(({ parentId }) => parentId !== unitId(2));
    const suspended = { ...organization, accounts: [...accounts, account(77, unitId(1), 'SUSPENDED')] };
    const said = await remarks(bundleFor({ units: { spokes, hub: [] } }), suspended);
    expect(said).toContainEqual(`Accounts in unit ${unitId(1)} that are not active: ${accountId(77)} (account 77).`);
    expect(said).toContainEqual(`Unit ${unitId(2)} has no accounts.`);
  });

  it('name a unit inside another', async () => {
    const organization = emptyOrganization();
    const nested = {
      ...organization,
      units: organization.units.map((unit) => (unit.id === unitId(2) ? { ...unit, parentId: unitId(1) } : unit)),
    };
    expect(await remarks(bundleFor({ units }), nested)).toContainEqual(
      expect.stringContaining(`Unit ${unitId(2)} is inside unit ${unitId(1)}`),
    );
  });

  it('name applications whose account is elsewhere or nowhere', async () => {
    const { applications } = examplePolicy();
    const organization = emptyOrganization();
    const with444 = {
      ...organization,
      accounts: [...organization.accounts, { ...account(1, 'r-abcd'), id: '111122223333' }],
    };
    const said = await remarks({ ...bundleFor({ units }), applications }, with444);
    expect(said).toContainEqual(expect.stringContaining('of application claims-assistant is in no unit of spokes'));
    expect(said).toContainEqual(
      'Account 333344445555 of application research-desk does not exist in the organization.',
    );
  });

  it('show no control characters of names', async () => {
    const organization = emptyOrganization();
    const hostile = {
      ...organization,
      accounts: [...organization.accounts, { ...account(31, unitId(3)), name: '\u001b[31mred', id: accountId(39) }],
    };
    const said = await remarks(bundleFor({ units }), withHub(hostile, unitId(3)));
    expect(said.join('\n')).not.toContain('\u001b');
    expect(said.join('\n')).toContain(accountId(39));
  });
});

describe.each(partitions)('a plan of the whole catalogue in %s', (partition) => {
  it('is made in full, and leaves nothing to change', async () => {
    const { organization, hub, models } = contextOf(partition);
    const example = bundleFor({ units });
    const { policies } = organization;
    const bundle = {
      ...example,
      models,
      hub: { ...example.hub, ...hub },
      organization: { ...organization, policies: { ...policies, units, canaryUnit: unitId(1) } },
    };
    const [guardrail] = policies.guardrails;
    const { arn, version } = guardrail ?? { arn: '', version: 0 };
    const empty = emptyOrganization(3, { guardrails: [{ arn, version, exists: true, resourcePolicy: null }] });
    const world = {
      ...empty,
      organization: { ...empty.organization, managementAccountId: organization.managementAccountId },
    };
    const { changes } = await makePlan(bundle, hash, world);
    const put = changes.find(({ kind }) => kind === 'put-guardrail-policy');
    expect(put).toMatchObject({ arn, region: hub.region });
    expect(
      changes.find((change) => change.kind === 'create-policy' && change.type === 'BEDROCK')?.wave,
    ).toBeGreaterThan(put?.wave ?? 99);
    for (const made of [1, Math.floor(changes.length / 2), changes.length])
      expect(idsOf((await makePlan(bundle, hash, afterChanges(world, changes.slice(0, made)))).changes)).toEqual(
        idsOf(changes.slice(made)),
      );
  });
});
