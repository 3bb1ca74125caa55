/** The part of Bedrock's control plane that says whether a guardrail is there and who may apply it. */
import { requiredText } from './fields.ts';
import type { Answer, Asked, Service } from './service.ts';
import { ServiceError } from './service-error.ts';
import type { WorldGuardrail } from './world.ts';

export const bedrock: Service = {
  reads: { GetGuardrail: getGuardrail, GetResourcePolicy: getResourcePolicy },
  writes: { PutResourcePolicy: putResourcePolicy, DeleteResourcePolicy: deleteResourcePolicy },
};

const invalid = (name: string) => new ServiceError('ValidationException', `The value of ${name} is not valid.`);

/** Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetGuardrail.html */
function getGuardrail(asked: Asked): Answer {
  const guardrail = existing(asked, requiredText(asked.input, 'guardrailIdentifier', invalid));
  const version = requiredText({ guardrailVersion: 'DRAFT', ...asked.input }, 'guardrailVersion', invalid);
  if (!/^([1-9]\d{0,7}|DRAFT)$/.test(version)) throw invalid('guardrailVersion');
  const status = version === 'DRAFT' ? 'READY' : guardrail.versions[version];
  if (status === undefined) throw notFound(`The guardrail has no version ${version}.`);
  return {
    name: guardrail.arn.split('/').at(-1),
    guardrailId: guardrail.arn.split('/').at(-1),
    guardrailArn: guardrail.arn,
    version,
    status,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    blockedInputMessaging: 'Blocked.',
    blockedOutputsMessaging: 'Blocked.',
  };
}

/** Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html */
function getResourcePolicy(asked: Asked): Answer {
  const { resourcePolicy } = existing(asked, requiredText(asked.input, 'resourceArn', invalid));
  if (resourcePolicy === null) throw notFound('The resource has no resource-based policy.');
  return { resourcePolicy };
}

function putResourcePolicy(asked: Asked): Answer {
  const guardrail = existing(asked, requiredText(asked.input, 'resourceArn', invalid));
  const text = requiredText(asked.input, 'resourcePolicy', invalid);
  if (text.length > 20_480 || !isObject(text)) throw invalid('resourcePolicy');
  guardrail.resourcePolicy = text;
  return { resourceArn: guardrail.arn };
}

function deleteResourcePolicy(asked: Asked): Answer {
  const guardrail = existing(asked, requiredText(asked.input, 'resourceArn', invalid));
  if (guardrail.resourcePolicy === null) throw notFound('The resource has no resource-based policy.');
  guardrail.resourcePolicy = null;
  return {};
}

/** By ARN or id, in the Region that is asked: Bedrock knows no others. */
function existing({ world, region }: Asked, identifier: string): WorldGuardrail {
  const found = Object.values(world.guardrails).find(
    ({ arn }) => (arn === identifier || arn.split('/').at(-1) === identifier) && arn.split(':')[3] === region,
  );
  if (found === undefined) throw notFound('The guardrail was not found.');
  return found;
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message, { status: 404 });
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
