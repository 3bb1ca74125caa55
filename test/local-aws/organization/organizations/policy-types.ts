/** Enabling policy types takes AWS a while: a type is pending until as many further requests have come as the behaviour says. */
import type { PolicyType } from '../../../../pipelines/bootstrap/snapshot.ts';
import { requiredText } from '../fields.ts';
import { type PolicyKind, policyKinds } from '../policy-kinds.ts';
import type { Answer, Asked, Service } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import type { World } from '../world.ts';
import { entityArn } from './arns.ts';
import { attachManagedToAll } from './managed-policies.ts';
import { conflict, inputRequired, invalidInput, notFound } from './refusals.ts';

export const policyTypes: Service = {
  reads: {},
  writes: {
    EnablePolicyType: (asked) => {
      const { type } = typeOfRoot(asked);
      if (asked.world.featureSet !== 'ALL')
        throw new ServiceError(
          'PolicyTypeNotAvailableForOrganizationException',
          "You can't use the specified policy type with the feature set currently enabled for this organization.",
        );
      if (asked.world.root.policyTypes[type] !== undefined)
        throw conflict('PolicyTypeAlreadyEnabledException', 'The specified policy type is already enabled.');
      return begin(asked, type, 'PENDING_ENABLE');
    },
    DisablePolicyType: (asked) => {
      const { type } = typeOfRoot(asked);
      if (asked.world.root.policyTypes[type]?.status !== 'ENABLED')
        throw new ServiceError('PolicyTypeNotEnabledException', 'The specified policy type is not enabled.');
      return begin(asked, type, 'PENDING_DISABLE');
    },
  },
};

/** Ends what is due by now. */
export function settlePolicyTypes(world: World): void {
  const types = Object.entries(world.root.policyTypes) as [PolicyType, { status: string; dueAt: number }][];
  for (const [type, { status, dueAt }] of types) {
    if (status === 'ENABLED' || world.ticks.organizations < dueAt) continue;
    if (status === 'PENDING_ENABLE') world.root.policyTypes[type] = { status: 'ENABLED', dueAt: 0 };
    else disable(world, type);
  }
}

/** @param member of the input that names a type as the API does. */
export function requiredKind({ input }: Asked, member: string): PolicyKind {
  const name = requiredText(input, member, inputRequired);
  const kind = policyKinds.find(({ apiName }) => apiName === name);
  if (kind === undefined) throw invalidInput('INVALID_ENUM_POLICY_TYPE', `${name} is no policy type.`);
  return kind;
}

export function rootAnswer(world: World): Answer {
  const { id } = world.root;
  return { Id: id, Arn: entityArn(world, 'root', id), Name: 'Root', PolicyTypes: apiPolicyTypes(world) };
}

function apiPolicyTypes(world: World): readonly Answer[] {
  return policyKinds.flatMap(({ type, apiName }) => {
    const enabled = world.root.policyTypes[type];
    return enabled === undefined ? [] : [{ Type: apiName, Status: enabled.status }];
  });
}

function typeOfRoot(asked: Asked): PolicyKind {
  const kind = requiredKind(asked, 'PolicyType');
  if (requiredText(asked.input, 'RootId', inputRequired) !== asked.world.root.id)
    throw notFound('RootNotFoundException', "We can't find a root with the RootId that you specified.");
  return kind;
}

function begin({ world, behaviour }: Asked, type: PolicyType, status: 'PENDING_ENABLE' | 'PENDING_DISABLE'): Answer {
  world.root.policyTypes[type] = { status, dueAt: world.ticks.organizations + behaviour.delays.policyType + 1 };
  if (status === 'PENDING_ENABLE') attachManagedToAll(world, type);
  return { Root: rootAnswer(world) };
}

/** AWS detaches all policies of the type. */
function disable(world: World, type: PolicyType): void {
  delete world.root.policyTypes[type];
  for (const policy of Object.values(world.policies)) if (policy.type === type) policy.targets = [];
}
