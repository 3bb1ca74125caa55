import type { DesiredState } from './desired.ts';
import { draft, type Wave } from './draft.ts';
import type { Snapshot } from './snapshot.ts';

/** What everything else stands on: trust, policy types, units, and who may apply the guardrails that policies are about to enforce. */
export function foundationWaves(desired: DesiredState, snapshot: Snapshot): readonly Wave[] {
  return [
    trustedAccess(desired, snapshot),
    [...delegatedAdministrator(desired, snapshot), ...guardrailsShared(desired, snapshot)],
    policyTypes(desired, snapshot),
    ...units(desired),
  ];
}

function trustedAccess({ trustedServices }: DesiredState, snapshot: Snapshot): Wave {
  return trustedServices
    .filter((service) => !snapshot.trustedServices.includes(service))
    .map((service) =>
      draft({ kind: 'enable-trusted-access', service }, 'StackSets bring the stacks of spokes to new accounts.'),
    );
}

function delegatedAdministrator({ delegatedAdministrator: wanted }: DesiredState, snapshot: Snapshot): Wave {
  if (wanted === undefined) return [];
  const { account, service } = wanted;
  const registered = snapshot.delegatedAdministrators.some(
    ({ accountId, services }) => accountId === account && services.includes(service),
  );
  if (registered) return [];
  const why = 'governance.yaml names it as delegated administrator.';
  return [draft({ kind: 'register-delegated-administrator', account, service }, why, [account])];
}

function guardrailsShared({ guardrailPolicies }: DesiredState, { guardrails }: Snapshot): Wave {
  return guardrailPolicies
    .filter(({ arn, text }) => guardrails.find((each) => each.arn === arn)?.resourcePolicy !== text)
    .map(({ arn, region, text }) =>
      draft(
        { kind: 'put-guardrail-policy', arn, region, text },
        'The accounts of the organization must be allowed to apply a guardrail that is enforced on them.',
      ),
    );
}

function policyTypes(desired: DesiredState, { root }: Snapshot): Wave {
  return desired.policyTypes
    .filter((type) => !root.policyTypes.includes(type))
    .map((type) => draft({ kind: 'enable-policy-type', type }, 'Policies of this type are about to be attached.'));
}

/** One wave for each level: a unit is made in one that is there. */
function units({ newUnits }: DesiredState): readonly Wave[] {
  const levels = Map.groupBy(newUnits, ({ path }) => path.split('/').length);
  return [...levels].map(([, level]) =>
    level.map(({ path, parent, name }) =>
      draft({ kind: 'create-unit', path, parent, name }, 'governance.yaml names it, and has units made (createUnits).'),
    ),
  );
}
