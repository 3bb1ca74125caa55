/** Policies by themselves. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html and its neighbours */
import { optionalText, requiredText } from '../fields.ts';
import { freshId } from '../fresh-id.ts';
import { kindOf } from '../policy-kinds.ts';
import type { Answer, Asked, Service } from '../service.ts';
import { ServiceError } from '../service-error.ts';
import type { World, WorldPolicy } from '../world.ts';
import { policyArn } from './arns.ts';
import { organizationsPage } from './organizations-page.ts';
import { checkDocument } from './policy-document-rules.ts';
import { requiredKind } from './policy-types.ts';
import { conflict, inputRequired, invalidInput, notFound } from './refusals.ts';

export const policies: Service = {
  reads: {
    ListPolicies: (asked) => {
      const { type, apiName } = requiredKind(asked, 'Filter');
      const ofType = Object.values(asked.world.policies).filter((policy) => policy.type === type);
      return organizationsPage(
        asked,
        `ListPolicies ${apiName}`,
        ofType,
        ({ id }) => id,
        (page) => ({
          Policies: page.map((policy) => summaryOf(asked.world, policy)),
        }),
      );
    },
    DescribePolicy: (asked) => ({ Policy: policyAnswer(asked.world, existingPolicy(asked)) }),
  },
  writes: { CreatePolicy: createPolicy, UpdatePolicy: updatePolicy, DeletePolicy: deletePolicy },
};

/** The policy that `PolicyId` names. */
export function existingPolicy({ world, input }: Asked): WorldPolicy {
  const id = requiredText(input, 'PolicyId', inputRequired);
  if (!/^p-[0-9a-zA-Z_]{8,128}$/.test(id)) throw invalidInput('INVALID_SYNTAX_POLICY_ID', 'PolicyId is no policy id.');
  const policy = Object.hasOwn(world.policies, id) ? world.policies[id] : undefined;
  if (policy === undefined)
    throw notFound('PolicyNotFoundException', "We can't find a policy with the PolicyId that you specified.");
  return policy;
}

export function summaryOf(world: World, policy: WorldPolicy): Answer {
  return {
    Id: policy.id,
    Arn: policyArn(world, policy),
    Name: policy.name,
    Description: policy.description,
    Type: kindOf(policy.type).apiName,
    AwsManaged: policy.awsManaged,
  };
}

function createPolicy(asked: Asked): Answer {
  const { world, input, behaviour } = asked;
  const { type } = requiredKind(asked, 'Type');
  const name = requiredText(input, 'Name', inputRequired);
  const text = requiredText(input, 'Content', inputRequired);
  checkName(world, type, name);
  checkDocument(type, text, behaviour);
  if (world.featureSet !== 'ALL')
    throw new ServiceError('PolicyTypeNotAvailableForOrganizationException', 'All features must be enabled.');
  const id = `p-${freshId(world, 'policy', [type, name], 10)}`;
  const description = optionalText(input, 'Description') ?? '';
  const policy: WorldPolicy = { id, name, description, type, awsManaged: false, text, targets: [] };
  world.policies[id] = policy;
  return { Policy: policyAnswer(world, policy) };
}

function updatePolicy(asked: Asked): Answer {
  const { world, input, behaviour } = asked;
  const policy = ownPolicy(asked);
  const name = optionalText(input, 'Name') ?? policy.name;
  const text = optionalText(input, 'Content') ?? policy.text;
  if (name !== policy.name) checkName(world, policy.type, name);
  checkDocument(policy.type, text, behaviour);
  Object.assign(policy, { name, text, description: optionalText(input, 'Description') ?? policy.description });
  return { Policy: policyAnswer(world, policy) };
}

function deletePolicy(asked: Asked): Answer {
  const policy = ownPolicy(asked);
  if (policy.targets.length > 0)
    throw conflict('PolicyInUseException', 'The policy is attached to one or more entities.');
  delete asked.world.policies[policy.id];
  return {};
}

function ownPolicy(asked: Asked): WorldPolicy {
  const policy = existingPolicy(asked);
  if (policy.awsManaged) throw invalidInput('IMMUTABLE_POLICY', 'You specified a policy that is managed by AWS.');
  return policy;
}

function checkName(world: World, type: WorldPolicy['type'], name: string): void {
  if (name.length > 128) throw invalidInput('MAX_LENGTH_EXCEEDED', 'Name has at most 128 characters.');
  if (Object.values(world.policies).some((policy) => policy.type === type && policy.name === name))
    throw conflict('DuplicatePolicyException', 'A policy with the same name already exists.');
}

function policyAnswer(world: World, policy: WorldPolicy): Answer {
  return { PolicySummary: summaryOf(world, policy), Content: policy.text };
}
