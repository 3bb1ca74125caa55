import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy, PolicyContext } from '../policy.ts';

const exceptions: readonly Exception[] = [
  { who: 'hub-deployer', why: 'APIs, firewalls and CloudFront are deployed.' },
  { who: 'break-glass', why: 'Under attack, rules must change faster than a deployment.' },
];

/** Test calls of the console are POST: they come without a signature, and with whichever identity one writes. */
const apis = [
  'apigateway:DELETE',
  'apigateway:PATCH',
  'apigateway:POST',
  'apigateway:PUT',
  'apigateway:UpdateRestApiPolicy',
];
const firewalls = [
  'wafv2:AssociateWebACL',
  'wafv2:DeleteLoggingConfiguration',
  'wafv2:DeleteWebACL',
  'wafv2:DisassociateWebACL',
  'wafv2:PutLoggingConfiguration',
  'wafv2:UpdateIPSet',
  'wafv2:UpdateRuleGroup',
  'wafv2:UpdateWebACL',
];
const distributions = [
  'cloudfront:AssociateDistributionWebACL',
  'cloudfront:DeleteDistribution',
  'cloudfront:DisassociateDistributionWebACL',
  'cloudfront:UpdateDistribution',
];

export const protectEdge: ControlPolicy = {
  id: 'protect-edge',
  type: 'SCP',
  title: 'The door of the hub is deployed, not edited',
  why: 'One method without IAM authorization lets anybody in, as whomever they say they are.',
  attachesTo: 'hub',
  exceptions,
  statements: (context) => {
    const spared = sparing(context, exceptions);
    return [
      deny('ApisAreDeployed', apis, spared),
      deny('FirewallsAreDeployed', firewalls, spared),
      deny('DistributionsAreDeployed', distributions, spared),
    ];
  },
  cases: (context) => {
    const { hubAdministrator, hubDeployer, hubBreakGlass, hubGateway } = exampleActors(context);
    const everything = [...apis, ...firewalls, ...distributions];
    return {
      allow: [
        ...casesOf('the hub’s deployer', hubDeployer, everything),
        ...casesOf('break-glass', hubBreakGlass, everything),
        ...casesOf('an administrator who looks', hubAdministrator, [
          'apigateway:GET',
          'wafv2:GetWebACL',
          'cloudfront:GetDistribution',
        ]),
        ...casesOf('an application', hubAdministrator, ['execute-api:Invoke'], path(context)),
      ],
      deny: [
        ...denialsOf('ApisAreDeployed', 'an administrator of the hub', hubAdministrator, apis),
        ...denialsOf('ApisAreDeployed', 'the gateway', hubGateway, ['apigateway:PATCH']),
        ...denialsOf('FirewallsAreDeployed', 'an administrator of the hub', hubAdministrator, firewalls),
        ...denialsOf('DistributionsAreDeployed', 'an administrator of the hub', hubAdministrator, distributions),
      ],
    };
  },
};

function path({ hub }: PolicyContext): string {
  return `arn:${hub.partition}:execute-api:${hub.region}:${hub.accountId}:edgeapi123/v1/POST/apps/claims-assistant/*`;
}
