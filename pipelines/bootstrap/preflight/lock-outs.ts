/**
 * Who must be able to work after the plan, and on the way: evaluated against all policies from the root to the account, those of others included. Deployers and break-glass keep everything that they need,
 * whoever denies it; what people do every day may be denied where it was before, but by no plan.
 */

import { policyWorld } from '../effects/policy-paths.ts';
import type { Snapshot } from '../snapshot.ts';
import { breakGlassNeeds } from './break-glass-needs.ts';
import { deployerNeeds } from './deployer-needs.ts';
import { type NeedJudge, needJudge, type Placed, type UnmetNeed } from './judge-needs.ts';
import { obstaclesOf } from './lock-out-words.ts';
import type { Obstacle } from './obstacle.ts';
import { ordinaryNeeds } from './ordinary-needs.ts';
import type { AccountGroup, PreflightScene } from './preflight-scene.ts';

/** @param moments the organization after each wave but the last. */
export function lockOuts(scene: PreflightScene, moments: readonly Snapshot[]): readonly Obstacle[] {
  const judge = needJudge(scene.judge, scene.bundle);
  const found = scene.groups.flatMap((group) => [
    ...inTheEnd(group, scene, judge).map((unmet) => ({ ...unmet, group, wave: undefined })),
    ...moments.flatMap((moment, index) =>
      onTheWay(group, scene, judge, moment).map((unmet) => ({ ...unmet, group, wave: index + 1 })),
    ),
  ]);
  return obstaclesOf(found, scene.worldAfter.tree);
}

function inTheEnd(group: AccountGroup, scene: PreflightScene, judge: NeedJudge): readonly UnmetNeed[] {
  const { bundle } = scene;
  const after = { path: group.path, chain: group.chain, account: group.accounts[0].id };
  const always = [...deployerNeeds(group, bundle), ...breakGlassNeeds(group, bundle)];
  const ordinary = ordinaryNeeds(group, bundle);
  const lost = lostOrdinary(judge(ordinary, after), ordinary.length, judge, placedBefore(group, scene));
  return [...judge(always, after), ...lost];
}

/** What others took away before is their business, unless nothing at all is left. */
function lostOrdinary(
  denied: readonly UnmetNeed[],
  asked: number,
  judge: NeedJudge,
  before: Placed | undefined,
): readonly UnmetNeed[] {
  if (before === undefined || denied.length === asked) return denied;
  const deniedBefore = new Set(
    judge(
      denied.map(({ need }) => need),
      before,
    ).map(({ need }) => need),
  );
  return denied.filter(({ need }) => !deniedBefore.has(need));
}

/** What is let through before the plan and after it, and not in between. */
function onTheWay(
  group: AccountGroup,
  scene: PreflightScene,
  judge: NeedJudge,
  moment: Snapshot,
): readonly UnmetNeed[] {
  const { bundle } = scene;
  const account = group.accounts[0].id;
  const before = placedBefore(group, scene);
  const between = placedIn(moment, account, scene);
  if (before === undefined || between === undefined) return [];
  const all = [...deployerNeeds(group, bundle), ...breakGlassNeeds(group, bundle), ...ordinaryNeeds(group, bundle)];
  const denied = judge(all, between);
  const asked = denied.map(({ need }) => need);
  const after = { path: group.path, chain: group.chain, account };
  const told = new Set([...judge(asked, before), ...judge(asked, after)].map(({ need }) => need));
  return denied.filter(({ need }) => !told.has(need));
}

function placedBefore(group: AccountGroup, scene: PreflightScene): Placed | undefined {
  return placedIn(scene.before, group.accounts[0].id, scene);
}

function placedIn(snapshot: Snapshot, accountId: string, scene: PreflightScene): Placed | undefined {
  const world = snapshot === scene.before ? scene.worldBefore : policyWorld(snapshot, scene.read);
  const account = world.tree.accounts.get(accountId);
  if (account === undefined) return undefined;
  return { path: world.pathTo(account), chain: world.tree.chainOf(account.parentId), account: accountId };
}
