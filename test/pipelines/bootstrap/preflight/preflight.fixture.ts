import type { Change, ChangeBody } from '../../../../pipelines/bootstrap/change.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { PolicyBundle } from '../../../../shared/config/bundle.ts';
import { spokeStackSets } from '../../../../spoke/access/stack-sets.ts';
import { ids } from '../governed-organization.fixture.ts';

/** A statement that denies, of everything. */
export const deny = (Sid: string, Action: readonly string[], more: object = {}) => ({
  Sid,
  Effect: 'Deny',
  Action,
  Resource: '*',
  ...more,
});

export function change(body: ChangeBody, wave = 1): Change {
  return { ...body, id: JSON.stringify(body), wave, why: 'Because.', accounts: [] };
}

export function withBreakGlass(bundle: PolicyBundle): PolicyBundle {
  const { partition } = bundle.hub;
  const principals = [`arn:${partition}:iam::111122223333:role/on-call`];
  return { ...bundle, organization: { ...bundle.organization, breakGlass: { principals } } };
}

export function withStackSets(snapshot: Snapshot, bundle: PolicyBundle): Snapshot {
  const stackSets = spokeStackSets(bundle).map(({ name, body, units }) => ({
    name,
    body,
    units: units === 'spokes' ? [ids.spokes] : [ids.spokes, ids.hub],
    autoDeployment: true,
    instances: [],
  }));
  return { ...snapshot, stackSets };
}
