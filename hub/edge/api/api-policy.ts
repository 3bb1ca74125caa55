import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { PolicyJson, StatementJson } from '../../access/policy-json.ts';
import { principalArn } from '../../network/hub-principals.ts';

/** API Gateway takes so many characters. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const mostPolicyCharacters = 8_192;

interface ApiPolicyProps {
  readonly policy: Pick<PolicyBundle, 'hub' | 'organization'>;
  /** Endpoints through which alone requests are let in. @default from anywhere */
  readonly endpointIds?: readonly string[];
}

/**
 * Who may not call the API, whatever their own policies say. The policy allows next to nothing: within the hub's account, an allowance here would be enough by itself, and every caller role could
 * reach every application's paths. Which path is whose stands in the callers' own policies; that one statement allows the question after the edge's health makes of it a policy that a private API takes.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html (tables A and B)
 */
export function apiPolicy({ policy, endpointIds }: ApiPolicyProps): PolicyJson {
  const { hub, organization } = policy;
  const callers = [principalArn('caller', hub)];
  const organizationId = { 'aws:PrincipalOrgID': organization.id };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CallersSeeHealth',
        Effect: 'Allow',
        Principal: everybody,
        Action: invoke,
        Resource: ['execute-api:/*/GET/healthz'],
        Condition: { ArnLike: { 'aws:PrincipalArn': callers }, StringEquals: organizationId },
      },
      deny('DenyOtherOrganizations', ['execute-api:/*'], { StringNotEquals: organizationId }),
      deny('DenyOtherRolesOnApplications', ['execute-api:/*/apps/*'], { ArnNotLike: { 'aws:PrincipalArn': callers } }),
      deny('DenyPlainText', ['execute-api:/*'], { Bool: { 'aws:SecureTransport': 'false' } }),
      ...(endpointIds === undefined
        ? []
        : [deny('DenyOtherEndpoints', ['execute-api:/*'], { StringNotEquals: { 'aws:SourceVpce': endpointIds } })]),
    ],
  };
}

/**
 * Who may use the private domain name. It leads to the API, whose own policy decides what is reached there.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-create.html
 */
export function domainPolicy({ policy, endpointIds }: Required<ApiPolicyProps>): PolicyJson {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ThroughTheirEndpoints',
        Effect: 'Allow',
        Principal: everybody,
        Action: invoke,
        Resource: ['execute-api:/*'],
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': policy.organization.id, 'aws:SourceVpce': endpointIds },
        },
      },
    ],
  };
}

const everybody = { AWS: '*' };
const invoke = ['execute-api:Invoke'];

function deny(
  Sid: string,
  Resource: readonly string[],
  Condition: NonNullable<StatementJson['Condition']>,
): StatementJson {
  return { Sid, Effect: 'Deny', Principal: everybody, Action: invoke, Resource, Condition };
}
