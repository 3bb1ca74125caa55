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
