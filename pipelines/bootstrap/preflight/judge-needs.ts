import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { Denial, Judge, Verdict } from '../effects/judge.ts';
import type { PolicyPath } from '../effects/policy-paths.ts';
import { requestKeys } from '../effects/request-keys.ts';
import type { Need } from './need.ts';

/** Something that is needed and would be denied. */
export interface UnmetNeed {
  readonly need: Need;
  readonly by: Denial;
}

export interface Placed {
  readonly path: PolicyPath;
  readonly chain: readonly string[];
  readonly account: string;
}

export type NeedJudge = (needs: readonly Need[], placed: Placed) => readonly UnmetNeed[];

/** Needs that are alike, in accounts above which the policies that speak of them are alike, are judged once. */
export function needJudge(judge: Judge, bundle: PolicyBundle): NeedJudge {
  const known = new Map<string, Verdict>();
  return (needs, placed) =>
    needs.flatMap((need) => {
      const key = keyOf(need, placed, judge);
      const verdict = known.get(key) ?? decide(need, placed, judge, bundle);
      known.set(key, verdict);
      return verdict.by === undefined ? [] : [{ need, by: verdict.by }];
    });
}

function keyOf({ principal, action, resource, region }: Need, { path, account }: Placed, judge: Judge): string {
  const anywhere = (arn: string) => arn.replaceAll(`:${account}:`, '::');
  return JSON.stringify([anywhere(principal.arn), action, anywhere(resource), region, judge.keyFor(action, path)]);
}

function decide(
  { principal, action, resource, region }: Need,
  { path, chain, account }: Placed,
  judge: Judge,
  bundle: PolicyBundle,
): Verdict {
  const context = {
    ...requestKeys(action, bundle, chain, region),
    // Nobody types in a code for a service; and who broke the glass may have been let in by another door than the console.
    'aws:MultiFactorAuthPresent': 'false',
  };
  return judge.decide({ principal, action, resource, context }, path, account);
}
