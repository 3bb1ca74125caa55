import type { AccessRequest } from '../../shared/iam/access-request.ts';
import { identityOf } from '../../shared/iam/access-request.ts';
import type { PolicySet } from '../../shared/iam/authorize.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import type { SynthesizedPolicies } from './synthesized-policies.ts';

/**
 * The policies of the templates that stand around a request: those of the role that asks, those that are attached to what it asks for, and that of the endpoint through
 * which it comes (context key `aws:SourceVpce`), if it does.
 *
 * @example authorize(request, applicablePolicies(request, policies));
 */
export function applicablePolicies(
  request: AccessRequest,
  policies: Pick<SynthesizedPolicies, 'roles' | 'resources' | 'endpoints'>,
): PolicySet {
  const { roleArn } = identityOf(request.principal);
  const role = policies.roles.find(({ arn }) => arn === roleArn);
  const resource = guarding(request.resource, policies);
  const vpce = endpointOf(request);
  const endpoint = policies.endpoints.filter(({ endpointId }) => endpointId === vpce).map(({ policy }) => policy);
  return {
    ...(role === undefined ? {} : { identity: role.identity }),
    ...(role?.boundary === undefined ? {} : { boundary: role.boundary }),
    ...(resource.length === 0 ? {} : { resource }),
    ...(endpoint.length === 0 ? {} : { endpoint }),
  };
}

/** What is attached to the resource or to what it lies in; a role carries its trust policy. */
function guarding(
  resource: string,
  { roles, resources }: Pick<SynthesizedPolicies, 'roles' | 'resources'>,
): readonly NamedPolicy[] {
  return [
    ...resources.filter(({ arn }) => liesIn(resource, arn)).map(({ policy }) => policy),
    ...roles.filter(({ arn }) => arn === resource).map(({ trust }) => trust),
  ];
}

function liesIn(resource: string, arn: string): boolean {
  return resource === arn || resource.startsWith(`${arn}/`) || resource.startsWith(`${arn}:`);
}

function endpointOf({ context }: AccessRequest): string | undefined {
  const given = Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === 'aws:sourcevpce')?.[1];
  return typeof given === 'string' ? given : given?.[0];
}
