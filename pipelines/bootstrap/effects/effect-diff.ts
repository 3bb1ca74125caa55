import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import type { Snapshot } from '../snapshot.ts';
import { actorsOf } from './actors.ts';
import type { ChangedDecision } from './changed-decision.ts';
import { type ChangedPath, changedPaths, type PlacedPath } from './changed-paths.ts';
import type { EffectChange } from './effect-change.ts';
import { groupEffects } from './effect-groups.ts';
import { effectQuestions, filledIn, outsideQuestions, type Question, uniqueQuestions } from './effect-questions.ts';
import { createJudge, type Judge, type Verdict } from './judge.ts';
import { regionQuestions } from './region-questions.ts';
import { requestKeys } from './request-keys.ts';

/**
 * Who may do what after and could not before, or the other way round, in all accounts above which policies change: those that come to be governed, and those that cease to be, among them. It tells what
 * organization policies let through where the account itself grants everything.
 *
 * @param judge can be asked how many requests it took.
 */
export function effectDiff(
  before: Snapshot,
  after: Snapshot,
  bundle: PolicyBundle,
  judge: Judge = createJudge(bundle.organization.managementAccountId),
): readonly EffectChange[] {
  const { paths, tree } = changedPaths(before, after, bundle);
  const asked = uniqueQuestions([...effectQuestions(bundle), ...regionQuestions(paths)]);
  const questions = Map.groupBy(asked, ({ action }) => action);
  const decisions = [...questions].flatMap(([action, same]) =>
    decidedAlike(paths, action, judge).flatMap((group) => askActors(same, group, bundle, judge)),
  );
  const hub = paths.filter(({ isHub }) => isHub);
  return groupEffects([...decisions, ...hub.flatMap((path) => askOutsiders(path, bundle, judge))], tree, bundle);
}

type Group = readonly [ChangedPath, ...ChangedPath[]];

/** Paths for which the policies that speak of the action change in the same way; those for which they do not change are left out. */
function decidedAlike(paths: readonly ChangedPath[], action: string, judge: Judge): readonly Group[] {
  const groups = new Map<string, [ChangedPath, ...ChangedPath[]]>();
  for (const path of paths) {
    const [old, now] = [judge.keyFor(action, path.before.path), judge.keyFor(action, path.after.path)];
    if (old === now) continue;
    const key = JSON.stringify([old, now, path.isHub]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [path]);
    else group.push(path);
  }
  return [...groups.values()];
}

function askActors(
  questions: readonly Question[],
  paths: Group,
  bundle: PolicyBundle,
  judge: Judge,
): readonly ChangedDecision[] {
  const [{ accounts, before, after }] = paths;
  const account = accounts[0].id;
  return actorsOf(account, bundle).flatMap(({ who, principal }) =>
    questions.flatMap(({ action, resource, context }) => {
      const request: AccessRequest = { principal, action, resource: filledIn(resource, account), context };
      const verdicts = [before, after].map((placed) => {
        const keys = { ...requestKeys(action, bundle, placed.chain), ...context };
        return judge.decide({ ...request, context: keys }, placed.path, account);
      });
      return changeOf(verdicts, { paths, who, action, resource, context });
    }),
  );
}

/** Their requests come with all the keys that they have. */
function askOutsiders(path: ChangedPath, bundle: PolicyBundle, judge: Judge): readonly ChangedDecision[] {
  const account = path.accounts[0].id;
  return outsideQuestions(bundle).flatMap(({ who, request }) => {
    const verdicts = [path.before, path.after].map((placed: PlacedPath) => judge.decide(request, placed.path, account));
    const { action, resource, context = {} } = request;
    return changeOf(verdicts, { paths: [path], who, action, resource, context });
  });
}

function changeOf(
  [before, after]: readonly Verdict[],
  asked: Pick<ChangedDecision, 'paths' | 'who' | 'action' | 'resource' | 'context'>,
): readonly ChangedDecision[] {
  if (before === undefined || after === undefined || before.allowed === after.allowed) return [];
  return [{ ...asked, allowed: after.allowed, by: after.by ?? before.by }];
}
