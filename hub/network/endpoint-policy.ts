import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { EndpointService, EndpointUse } from './endpoint-services.ts';
import { principalArn } from './hub-principals.ts';
import type { HubResources } from './hub-resources.ts';

/** Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export const mostPolicyCharacters = 20_480;

/**
 * The statements of one endpoint's policy. An endpoint policy grants nothing: it is a fence that holds even where a role of the hub is given too much, or stolen credentials of
 * somebody else's account are used from inside. Roles stand in a condition, because a gateway endpoint understands no other Principal than everyone, and because a
 * role that is made later can be named there.
 */
export function endpointStatements(
  { uses }: EndpointService,
  policy: Pick<PolicyBundle, 'hub' | 'organization'>,
  resources: HubResources,
): readonly PolicyStatement[] {
  return uses.map((use) => endpointStatement(use, policy, resources));
}

function endpointStatement(
  use: EndpointUse,
  { hub, organization }: Pick<PolicyBundle, 'hub' | 'organization'>,
  resources: HubResources,
): PolicyStatement {
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: [...use.actions],
    resources: use.on.flatMap((kind) => resources[kind]),
    conditions: {
      ArnLike: { 'aws:PrincipalArn': use.callers.map((caller) => principalArn(caller, hub)) },
      StringEquals: {
        'aws:PrincipalOrgID': organization.id,
        ...use.where,
      },
    },
  });
}
