import type { PolicyContext } from '../../../scp-policies/policy.ts';

/** In which Region services with one endpoint for all Regions are asked, by partition: IAM and its kin. Source: https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const globalRegions: Readonly<Record<PolicyContext['hub']['partition'], string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
};

const globalServices: ReadonlySet<string> = new Set(
  'account cloudfront globalaccelerator iam organizations route53 shield support'.split(' '),
);

/**
 * Condition keys that AWS puts into every request of a principal of the organization, for policies of others decide by them: the Region, the organization, where in it the account is.
 *
 * @param chain Ids from the root to the unit of the account.
 * @param region where it is asked; services that are everywhere have one of their own.
 */
export function requestKeys(
  action: string,
  { organization, hub }: PolicyContext,
  chain: readonly string[],
  region: string = hub.region,
): Readonly<Record<string, string>> {
  const path = `${[organization.id, ...chain].join('/')}/`;
  return {
    'aws:RequestedRegion': globalServices.has(action.split(':')[0] ?? '') ? globalRegions[hub.partition] : region,
    'aws:PrincipalOrgID': organization.id,
    'aws:PrincipalOrgPaths': path,
    'aws:ResourceOrgID': organization.id,
    'aws:ResourceOrgPaths': path,
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
  };
}
