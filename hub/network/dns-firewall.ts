import { Aws } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { endpointServices } from './endpoint-services.ts';

export interface DnsFirewallProps {
  readonly vpc: IVpc;
  readonly region: string;
}

/**
 * The one way out that no route shows: the resolver of a VPC asks name servers on the internet for any name, and a name can carry data. So it answers for the hosts of the
 * endpoints, and for nothing else. Where the firewall itself fails, queries fail (that is the resolver's default).
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html
 *
 * @example new DnsFirewall(stack, 'DnsFirewall', { vpc, region: hub.region });
 */
export class DnsFirewall extends Construct {
  constructor(scope: Construct, id: string, { vpc, region }: DnsFirewallProps) {
    super(scope, id);
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      vpcId: vpc.vpcId,
      firewallRuleGroupId: this.#rules(region).attrId,
      // AWS keeps 100 and below, and 9900 and above, for Firewall Manager.
      priority: 101,
      mutationProtection: 'ENABLED',
    });
  }

  #rules(region: string): CfnFirewallRuleGroup {
    const hosts = endpointServices.flatMap(({ name, hosts: named }) => named ?? [name]);
    const known = this.#domains(
      'Known',
      hosts.map((host) => `${host}.${region}.${Aws.URL_SUFFIX}`),
    );
    // A bucket's name is an alias of names that AWS chooses.
    const redirected = { firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' };
    return new CfnFirewallRuleGroup(this, 'Rules', {
      firewallRules: [
        { priority: 100, action: 'ALLOW', firewallDomainListId: known, ...redirected },
        {
          priority: 200,
          action: 'BLOCK',
          blockResponse: 'NXDOMAIN',
          firewallDomainListId: this.#domains('All', ['*']),
        },
      ],
    });
  }

  #domains(id: string, domains: string[]): string {
    return new CfnFirewallDomainList(this, id, { domains }).attrId;
  }
}
