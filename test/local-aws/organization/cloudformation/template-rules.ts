import { ServiceError } from '../service-error.ts';
import { validationError } from './refusals.ts';

/** Members that give a resource of IAM a name of its own. */
const nameOf = /^(Role|User|Group|ManagedPolicy|InstanceProfile)Name$/;

/**
 * Refuses a template that a service-managed StackSet would not take. JSON alone is known here.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
 */
export function checkTemplate(body: string, capabilities: readonly string[]): void {
  if (Buffer.byteLength(body) > 51_200)
    throw validationError(
      "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  const template = parsed(body);
  const resources = Object.values(objectOf(template.Resources)).map(objectOf);
  if (resources.length === 0)
    throw validationError('Template format error: At least one Resources member must be defined.');
  if (template.Transform !== undefined || resources.some(({ Type }) => Type === 'AWS::CloudFormation::Stack'))
    throw validationError('Transforms and nested stacks are not supported by service-managed stack sets');
  checkCapabilities(resources, capabilities);
}

function checkCapabilities(resources: readonly Readonly<Record<string, unknown>>[], given: readonly string[]): void {
  const ofIam = resources.filter(({ Type }) => String(Type).startsWith('AWS::IAM::'));
  const isNamed = ofIam.some(({ Properties }) =>
    Object.keys(objectOf(Properties)).some((member) => nameOf.test(member)),
  );
  const enough = isNamed ? ['CAPABILITY_NAMED_IAM'] : ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
  if (ofIam.length > 0 && !enough.some((capability) => given.includes(capability)))
    throw new ServiceError('InsufficientCapabilitiesException', `Requires capabilities : [${enough[0]}]`);
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(body));
  } catch {
    throw validationError('Template format error: JSON not well-formed.');
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
