import { mapAt, mapsAt, textAt, textsAt } from '../draft.ts';
import { partitionOf } from '../inferred.ts';
import { describeFound, type Finding } from '../problem.ts';

const section = ['organization', 'policies'] as const;

function policiesOf(file: unknown) {
  return mapAt(mapAt(file, 'organization'), 'policies');
}

/** What is meant for the hub alone would bind the applications of such a unit, and the other way round. */
export function* unitsAreOfOneKind(file: unknown): Iterable<Finding> {
  const units = mapAt(policiesOf(file), 'units');
  const spokes = new Set(textsAt(units, 'spokes').map(([, unit]) => unit));
  for (const [index, unit] of textsAt(units, 'hub')) {
    if (!spokes.has(unit)) continue;
    yield {
      path: [...section, 'units', 'hub', index],
      found: describeFound(unit),
      message: 'which is a unit of spokes as well',
      remedy: 'Keep the hub’s account in a unit of its own.',
    };
  }
}

/** Written twice, one of the two was meant to be another. */
export function* unitsAreListedOnce(file: unknown): Iterable<Finding> {
  const units = mapAt(policiesOf(file), 'units');
  for (const kind of ['spokes', 'hub']) {
    const seen = new Set<string>();
    for (const [index, unit] of textsAt(units, kind)) {
      if (seen.has(unit))
        yield {
          path: [...section, 'units', kind, index],
          found: describeFound(unit),
          message: `which ${kind} has already`,
          remedy: 'Remove it, or write the one that was meant.',
        };
      seen.add(unit);
    }
  }
}

/** A canary that is not governed would bind accounts that nobody meant to bind. */
export function* canaryIsAUnitOfSpokes(file: unknown): Iterable<Finding> {
  const policies = policiesOf(file);
  const canary = textAt(policies, 'canaryUnit');
  const spokes = textsAt(mapAt(policies, 'units'), 'spokes').map(([, unit]) => unit);
  if (canary === undefined || spokes.includes(canary)) return;
  yield {
    path: [...section, 'canaryUnit'],
    found: describeFound(canary),
    message: 'which is not among units.spokes',
    remedy: 'Write one of units.spokes, as it is written there.',
  };
}

/** It looks after the StackSets, and the management account needs no registration for that. */
export function* delegatedAdministratorIsAMember(file: unknown): Iterable<Finding> {
  const organization = mapAt(file, 'organization');
  const delegated = textAt(organization, 'delegatedAdministrator');
  if (delegated === undefined || delegated !== textAt(organization, 'managementAccountId')) return;
  yield {
    path: ['organization', 'delegatedAdministrator'],
    found: describeFound(delegated),
    message: 'which is the management account itself',
    remedy: 'Write another account of the organization, or leave it out.',
  };
}

/** A guardrail of anybody else cannot be enforced, and of two in a Region the policy has room for one. */
export function* enforcedGuardrailsAreOfTheManagementAccount(file: unknown): Iterable<Finding> {
  const management = textAt(mapAt(file, 'organization'), 'managementAccountId');
  const seen = new Set<string>();
  for (const [index, guardrail] of mapsAt(policiesOf(file), 'guardrails')) {
    const arn = textAt(guardrail, 'arn') ?? '';
    const [, , , region = '', account] = arn.split(':');
    const where = { path: [...section, 'guardrails', index, 'arn'], found: describeFound(arn) };
    if (account !== undefined && management !== undefined && account !== management)
      yield {
        ...where,
        message: 'which is not a guardrail of the management account',
        remedy: `Name one of account ${management}: Organizations enforces no other.`,
      };
    if (account !== undefined && seen.has(region))
      yield { ...where, message: `which is the second guardrail in ${region}`, remedy: 'Keep one for each Region.' };
    seen.add(region);
  }
}

/** A role of another partition is nobody here: the exception would spare no one. */
export function* exemptRolesAreOfThePartition(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const region = textAt(hub, 'region');
  const partition = textAt(hub, 'partition') ?? (region === undefined ? undefined : partitionOf(region));
  if (partition === undefined) return;
  const policies = policiesOf(file);
  const named = [
    ...textsAt(policies, 'modelBuilders').map(([at, arn]) => ({ arn, path: ['modelBuilders', at] })),
    ...mapsAt(policies, 'exceptions').flatMap(([at, exception]) =>
      textsAt(exception, 'principals').map(([index, arn]) => ({ arn, path: ['exceptions', at, 'principals', index] })),
    ),
  ];
  for (const { arn, path } of named) {
    if (!arn.startsWith('arn:') || arn.startsWith(`arn:${partition}:`)) continue;
    yield {
      path: [...section, ...path],
      found: describeFound(arn),
      message: `which is not a role of the partition ${partition}`,
      remedy: `Write arn:${partition}:iam::…`,
    };
  }
}
