import { mapAt, numberAt, textAt } from '../draft.ts';
import { describeFound, type Finding } from '../problem.ts';

/** What the schema fills in where the file says nothing. */
const defaultConcurrentCalls = 100;

/** Lambda refuses to keep more started than may run, in the middle of a deployment. */
export function* warmCallsMayRun(file: unknown): Iterable<Finding> {
  const functions = mapAt(mapAt(file, 'hub'), 'functions');
  const warm = numberAt(functions, 'warmCalls');
  const most = numberAt(functions, 'concurrentCalls') ?? defaultConcurrentCalls;
  if (warm === undefined || warm <= most) return;
  yield {
    path: ['hub', 'functions', 'warmCalls'],
    found: describeFound(warm),
    message: `which is more than the ${most} calls that may run at the same time`,
    remedy: 'Raise concurrentCalls, or keep fewer calls started.',
  };
}

/** A function takes a code signing configuration of its own account and Region alone. */
export function* codeSigningIsAtHome(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const arn = textAt(mapAt(hub, 'functions'), 'codeSigningConfig');
  const [, , , region, account] = arn?.split(':') ?? [];
  const home = [textAt(hub, 'region'), textAt(hub, 'accountId')];
  const elsewhere = [region, account].some((part, at) => home[at] !== undefined && part !== home[at]);
  if (arn === undefined || account === undefined || !elsewhere) return;
  yield {
    path: ['hub', 'functions', 'codeSigningConfig'],
    found: describeFound(arn),
    message: 'which is not of the hub’s account and Region',
    remedy: `Name a code signing configuration of account ${home[1]} in ${home[0]}.`,
  };
}
