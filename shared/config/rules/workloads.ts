import { entriesAt, mapAt, textAt, textsAt } from '../draft.ts';
import { partitionOf } from '../inferred.ts';
import { describeFound, type Finding } from '../problem.ts';

/** An application that nobody may call is a slip: either its roles are named, or Gatehouse makes one. */
export function* someoneMayCall(file: unknown): Iterable<Finding> {
  for (const [name, application] of entriesAt(file, 'applications')) {
    const path = ['applications', name];
    if (application.callers === undefined && application.workloads === undefined)
      yield {
        path,
        at: 'key',
        found: 'neither callers nor workloads',
        message: 'so that nobody could call as this application',
        remedy: 'List its own roles as callers, or write workloads to have a role made for it.',
      };
    const workloads = mapAt(application, 'workloads');
    if (application.workloads === undefined) continue;
    if (['services', 'roles'].some((list) => textsAt(workloads, list).length > 0)) continue;
    yield {
      path: [...path, 'workloads'],
      at: 'key',
      found: 'neither services nor roles',
      message: 'so that nobody could use the role',
      remedy: 'Name the services that run the application (lambda.amazonaws.com, say), or roles of its account.',
    };
  }
}

const arnParts = /^arn:([^:]*):iam::([^:]*):role\//;

/** A role of another account would be that account's word for who this application is. */
export function* workloadRolesAreAtHome(file: unknown): Iterable<Finding> {
  const partition = hubPartition(file);
  for (const [name, application] of entriesAt(file, 'applications')) {
    const account = textAt(application, 'account');
    for (const [index, role] of textsAt(mapAt(application, 'workloads'), 'roles')) {
      const [, rolePartition, roleAccount] = arnParts.exec(role) ?? [];
      const where = { path: ['applications', name, 'workloads', 'roles', index], found: describeFound(role) };
      if (account !== undefined && roleAccount !== undefined && roleAccount !== account)
        yield {
          ...where,
          message: `which is in another account than the application (${describeFound(account)})`,
          remedy: `Name a role of account ${account}.`,
        };
      if (partition !== undefined && rolePartition !== undefined && rolePartition !== partition)
        yield {
          ...where,
          message: `which is in another partition than the hub ('${partition}')`,
          remedy: `Begin the ARN with arn:${partition}:.`,
        };
    }
  }
}

/** What stands twice was meant to be something else. */
export function* workloadsHaveNoDuplicates(file: unknown): Iterable<Finding> {
  for (const [name, application] of entriesAt(file, 'applications')) {
    for (const list of ['services', 'roles']) {
      const seen = new Set<string>();
      for (const [index, entry] of textsAt(mapAt(application, 'workloads'), list)) {
        if (seen.has(entry))
          yield {
            path: ['applications', name, 'workloads', list, index],
            found: describeFound(entry),
            message: `which ${list} has already`,
            remedy: 'Remove it, or write the one that was meant.',
          };
        seen.add(entry);
      }
    }
  }
}

function hubPartition(file: unknown): string | undefined {
  const hub = mapAt(file, 'hub');
  const region = textAt(hub, 'region');
  return textAt(hub, 'partition') ?? (region === undefined ? undefined : partitionOf(region));
}
