import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy } from '../policy.ts';

const exceptions: readonly Exception[] = [
  {
    who: 'hub-deployer',
    why: 'Attachments to a transit gateway, and the block on public access itself, are deployed.',
  },
];

/** Nobody is spared: the hub has no use for any of them. */
const ways = [
  'ec2:AcceptVpcPeeringConnection',
  'ec2:AssociateAddress',
  'ec2:AttachInternetGateway',
  'ec2:CreateCarrierGateway',
  'ec2:CreateDefaultVpc',
  'ec2:CreateEgressOnlyInternetGateway',
  'ec2:CreateInternetGateway',
  'ec2:CreateNatGateway',
  'ec2:CreateVpcPeeringConnection',
  'ec2:CreateVpnConnection',
  'ec2:CreateVpnGateway',
  'globalaccelerator:Create*',
  'lambda:CreateFunctionUrlConfig',
];
const networks = [
  'ec2:CreateTransitGatewayVpcAttachment',
  'ec2:CreateVpcBlockPublicAccessExclusion',
  'ec2:CreateVpcEndpoint',
  'ec2:DeleteVpcEndpoints',
  'ec2:ModifyVpcBlockPublicAccessExclusion',
  'ec2:ModifyVpcBlockPublicAccessOptions',
  'ec2:ModifyVpcEndpoint',
];

export const noInternetInHub: ControlPolicy = {
  id: 'no-internet-in-hub',
  type: 'SCP',
  title: 'The hub’s network has no way out but its endpoints',
  why: 'What holds every prompt of the company must not be able to send one anywhere else.',
  attachesTo: 'hub',
  exceptions,
  statements: (context) => [deny('NoWayOut', ways), deny('NetworkIsDeployed', networks, sparing(context, exceptions))],
  cases: (context) => {
    const { hubAdministrator, hubDeployer, hubBreakGlass } = exampleActors(context);
    const one = (pattern: string) => pattern.replace('*', 'Accelerator');
    return {
      allow: [
        ...casesOf('the hub’s deployer', hubDeployer, [...networks, 'ec2:CreateVpc', 'ec2:CreateSubnet']),
        ...casesOf('an administrator who looks', hubAdministrator, ['ec2:DescribeVpcEndpoints']),
        ...casesOf('an administrator who takes a way out down', hubAdministrator, [
          'ec2:DeleteNatGateway',
          'ec2:DetachInternetGateway',
        ]),
      ],
      deny: [
        ...denialsOf('NoWayOut', 'the hub’s deployer', hubDeployer, ways.map(one)),
        ...denialsOf('NoWayOut', 'break-glass', hubBreakGlass, ways.map(one)),
        ...denialsOf('NetworkIsDeployed', 'an administrator of the hub', hubAdministrator, networks),
      ],
    };
  },
};
