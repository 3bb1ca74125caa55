import fc from 'fast-check';
import type { AttachedPolicy, Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import type { OrganizationPolicy } from '../../../scp-policies/policy.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { StatementJson } from '../../../shared/iam/policy-json.ts';
import { control, declarative } from '../../scp-policies/composer/policies.fixture.ts';
import {
  accountId,
  bundleFor,
  emptyOrganization,
  policyNamed,
  unitId,
  type World,
  world,
} from './organization.fixture.ts';

/** What the made-up policies deny. */
export const deniable = [
  's3:DeleteBucket',
  's3:DeleteObject',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
  'sqs:AddPermission',
];
export const regions = ['eu-west-1', 'us-west-2'];

const statement = (sid: string) =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...deniable), { minLength: 1, maxLength: 3 }),
      fc.option(fc.constantFrom(...regions), { nil: undefined }),
    )
    .map(
      ([Action, region]): StatementJson => ({
        Sid: sid,
        Effect: 'Deny',
        Action,
        Resource: ['*'],
        ...(region === undefined ? {} : { Condition: { StringEquals: { 'aws:RequestedRegion': region } } }),
      }),
    );

const unitKind = fc.constantFrom('spokes', 'hub', 'governed');

/** Up to seven policies under the same names each time, so that two catalogues are two versions of one. */
const catalogue = fc
  .tuple(
    ...Array.from({ length: 7 }, (_, index) => fc.option(fc.tuple(unitKind, statement(`Policy${index}`)), { freq: 4 })),
    fc.option(fc.constantFrom('Owner', 'Team')),
  )
  .map((parts): readonly OrganizationPolicy[] => {
    const tag = parts.at(-1);
    const controls = parts
      .slice(0, -1)
      .flatMap((part, index) => (Array.isArray(part) ? [control(`policy-${index}`, part[0], [part[1]])] : []));
    if (typeof tag !== 'string') return controls;
    return [
      ...controls,
      declarative('gatehouse-tags', 'governed', { tags: { tag: { tag_key: { '@@assign': tag } } } }),
    ];
  });

/** Units of the fixture in other roles, some by path; a new one to be made; a canary or none. */
const settings = fc
  .record({
    spokes: fc.subarray([unitId(1), '/Unit 2', unitId(3)], { minLength: 1 }),
    hub: fc.constantFrom<readonly string[]>([], [unitId(4)]),
    fresh: fc.boolean(),
    canary: fc.nat({ max: 5 }),
    scpCharacters: fc.constantFrom(260, 330, 420, 10_240),
    scpSlots: fc.constantFrom(5, 7, 14),
  })
  .map(({ spokes, hub, fresh, canary, scpCharacters, scpSlots }): PolicyBundle => {
    const all = fresh ? [...spokes, '/Made/By/Us'] : spokes;
    return bundleFor({
      units: { spokes: all, hub },
      createUnits: fresh,
      canaryUnit: all[canary] ?? null,
      limits: { scpCharacters, scpSlots, rcpCharacters: 5120, rcpSlots: 5 },
    });
  });

const templates = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('GatehouseBreakGlass', 'GatehouseSpoke', 'GatehouseSpoke2'), fc.nat({ max: 2 })),
    {
      selector: ([name]) => name,
    },
  )
  .map((sets) =>
    sets.map(([name, version]) => ({
      name,
      description: name,
      body: `{"version":${version}}`,
      units: name === 'GatehouseBreakGlass' ? ('governed' as const) : ('spokes' as const),
    })),
  );

const rules: fc.Arbitrary<World> = fc
  .tuple(settings, catalogue, templates)
  .map(([bundle, policies, sets]) => world(bundle, policies, { templates: sets }));

/** Rules that were applied, rules that came after them, how far those were applied, what somebody did by hand since then, and rules of today. */
export interface History {
  readonly first: World;
  readonly earlier: World;
  /** Of the changes for `earlier`. */
  readonly share: number;
  readonly byHand: readonly number[];
  readonly today: World;
  readonly organization: Snapshot;
}

const others = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), { maxLength: 3 }).map((list) =>
  list.map(([unit, alike], index) =>
    // Names that look like ours, and are not.
    policyNamed(alike ? `gatehouse-scp-spokes-${index}x` : `landing-zone-${index}`, [rootId(unit), accountId(10)]),
  ),
);

function rootId(unit: number): string {
  return unitId(unit + 1);
}

export const histories: fc.Arbitrary<History> = fc
  .record({
    first: fc.option(rules, { nil: undefined }),
    earlier: rules,
    sameBundle: fc.boolean(),
    share: fc.constantFrom(0, 0.3, 0.6, 0.9, 1, 1),
    byHand: fc.array(fc.nat(), { maxLength: 2 }),
    today: rules,
    others,
    foreignStackSet: fc.boolean(),
  })
  .map(({ first, earlier, sameBundle, share, byHand, today, others: foreign, foreignStackSet }) => ({
    first: first === undefined ? earlier : { ...first, bundle: earlier.bundle },
    earlier,
    share,
    byHand,
    // Most days, units stay and rules change.
    today: sameBundle ? { ...today, bundle: earlier.bundle } : today,
    organization: emptyOrganization(4, {
      policies: foreign,
      stackSets: foreignStackSet
        ? [{ name: 'LandingZone', body: '{}', units: [unitId(1)], autoDeployment: true, instances: [] }]
        : [],
    }),
  }));

/** What somebody does to an organization by hand, in the console: detach one of ours, rewrite one, delete one that is attached nowhere. */
export function touchedByHand(
  snapshot: Snapshot,
  byHand: readonly number[],
  isOurs: (name: string) => boolean,
): Snapshot {
  let { policies } = snapshot;
  for (const number of byHand) {
    const ours = policies.filter(({ name }) => isOurs(name));
    const picked = ours[number % Math.max(1, ours.length)];
    policies = policies.flatMap((each) => (each === picked ? touched(each, number) : [each]));
  }
  return { ...snapshot, policies };
}

function touched(policy: AttachedPolicy, number: number): AttachedPolicy[] {
  if (policy.targets.length === 0) return [];
  if (number % 3 === 0) return [{ ...policy, text: policy.text.replace('"Deny"', '"Deny" ') }];
  return [{ ...policy, targets: policy.targets.slice(1) }];
}
