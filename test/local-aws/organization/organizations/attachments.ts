/** What is attached where. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html and its neighbours */
import { requiredText } from '../fields.ts';
import { kindOf } from '../policy-kinds.ts';
import type { Answer, Asked, Service } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import type { World, WorldPolicy } from '../world.ts';
import { entityArn } from './arns.ts';
import { organizationsPage } from './organizations-page.ts';
import { existingPolicy, summaryOf } from './policies.ts';
import { requiredKind } from './policy-types.ts';
import { conflict, constraint, inputRequired, invalidInput, notFound } from './refusals.ts';

export const attachments: Service = {
  reads: {
    ListTargetsForPolicy: (asked) => {
      const { id, targets } = existingPolicy(asked);
      return organizationsPage(
        asked,
        `ListTargetsForPolicy ${id}`,
        targets,
        (target) => target,
        (page) => ({
          Targets: page.map((target) => targetAnswer(asked.world, target)),
        }),
      );
    },
    ListPoliciesForTarget: (asked) => {
      const target = existingTarget(asked);
      const { type, apiName } = requiredKind(asked, 'Filter');
      const attached = attachedTo(asked.world, target, type);
      return organizationsPage(
        asked,
        `ListPoliciesForTarget ${target} ${apiName}`,
        attached,
        ({ id }) => id,
        (page) => ({
          Policies: page.map((policy) => summaryOf(asked.world, policy)),
        }),
      );
    },
  },
  writes: { AttachPolicy: attach, DetachPolicy: detach },
};

/** The root, unit or account that `TargetId` names. */
function existingTarget({ world, input }: Asked): string {
  const id = requiredText(input, 'TargetId', inputRequired);
  if (id === world.root.id || Object.hasOwn(world.units, id) || Object.hasOwn(world.accounts, id)) return id;
  throw notFound(
    'TargetNotFoundException',
    "We can't find a root, OU, or account with the TargetId that you specified.",
  );
}

function attach(asked: Asked): Answer {
  const { world, behaviour } = asked;
  const policy = existingPolicy(asked);
  const target = existingTarget(asked);
  if (world.root.policyTypes[policy.type]?.status !== 'ENABLED')
    throw new ServiceError(
      'PolicyTypeNotEnabledException',
      "The specified policy type isn't currently enabled in this root.",
    );
  if (policy.targets.includes(target))
    throw conflict(
      'DuplicatePolicyAttachmentException',
      'The selected policy is already attached to the specified target.',
    );
  const slots = behaviour.quotas[policy.type]?.slots ?? kindOf(policy.type).slots;
  if (attachedTo(world, target, policy.type).length >= slots)
    throw constraint(
      'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      `You have attached the maximum number of policies of this type (${slots}) to the specified target.`,
    );
  policy.targets.push(target);
  return {};
}

function detach(asked: Asked): Answer {
  const { world } = asked;
  const policy = existingPolicy(asked);
  const target = existingTarget(asked);
  if (!policy.targets.includes(target))
    throw new ServiceError(
      'PolicyNotAttachedException',
      "The policy isn't attached to the specified target in the specified root.",
    );
  if (policy.type === 'RCP' && policy.awsManaged)
    throw invalidInput('NON_DETACHABLE_POLICY', "You can't detach this Amazon Web Services Managed Policy.");
  // Without any service control policy, nothing would be allowed: AWS wants at least one everywhere.
  if (policy.type === 'SCP' && attachedTo(world, target, 'SCP').length === 1)
    throw constraint(
      'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
      'You cannot remove the last policy attached to the specified target.',
    );
  policy.targets = policy.targets.filter((attached) => attached !== target);
  return {};
}

function attachedTo(world: World, target: string, type: WorldPolicy['type']): readonly WorldPolicy[] {
  return Object.values(world.policies).filter((policy) => policy.type === type && policy.targets.includes(target));
}

function targetAnswer(world: World, id: string): Answer {
  if (id === world.root.id) return { TargetId: id, Arn: entityArn(world, 'root', id), Name: 'Root', Type: 'ROOT' };
  const unit = world.units[id];
  return unit === undefined
    ? { TargetId: id, Arn: entityArn(world, 'account', id), Name: world.accounts[id]?.name, Type: 'ACCOUNT' }
    : { TargetId: id, Arn: entityArn(world, 'ou', id), Name: unit.name, Type: 'ORGANIZATIONAL_UNIT' };
}
