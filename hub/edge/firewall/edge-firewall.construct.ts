import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { headers } from '../../../shared/contract/headers.ts';
import { type EdgeLogs, logGroupArn } from '../edge-logs.construct.ts';
import { responseBodies } from './firewall-answers.ts';
import { type FirewallRulesProps, firewallRules, measuredAs } from './firewall-rules.ts';

export interface EdgeFirewallProps extends FirewallRulesProps {
  /** Of the web ACL and its metrics: `gatehouse-NAME`. */
  readonly name: string;
  /** A web ACL for CloudFront lives in us-east-1, wherever the hub is. */
  readonly scope: 'CLOUDFRONT' | 'REGIONAL';
  readonly logs: EdgeLogs;
}

/** Headers that prove who somebody is, or that hold what somebody wrote. */
const secretHeaders = ['authorization', 'x-amz-security-token', headers.purpose, headers.user];

/**
 * A web ACL in front of one edge, with its log. Bodies, queries and headers that say something are replaced in all that the firewall writes or shows, what a rule found in them included: the
 * groups that look for attacks would quote prompts otherwise. Source: https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 *
 * @example new EdgeFirewall(stack, 'Firewall', { name: 'regional', scope: 'REGIONAL', edge, hub, callersCome: 'directly', logs }).protect(stageArn);
 */
export class EdgeFirewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EdgeFirewallProps) {
    super(scope, id);
    const name = `gatehouse-${props.name}`;
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      description: 'Gatehouse: what reaches the edge',
      scope: props.scope,
      defaultAction: { allow: {} },
      rules: firewallRules(props),
      customResponseBodies: responseBodies(),
      dataProtectionConfig: { dataProtections: protectedFields() },
      visibilityConfig: measuredAs(name),
    });
    this.arn = acl.attrArn;
    this.#log(name, props.logs);
  }

  /** Puts the firewall in front of a stage of an API. CloudFront names its firewall itself. */
  protect(stageArn: string): CfnWebACLAssociation {
    return new CfnWebACLAssociation(this, 'Protects', { resourceArn: stageArn, webAclArn: this.arn });
  }

  /** Of what was stopped or counted: what passes is in the access log of the edge. */
  #log(name: string, logs: EdgeLogs): void {
    // WAF writes to no log group of another name.
    const group = logs.group(`Firewall-${name}`, `aws-waf-logs-${name}`);
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.arn,
      logDestinationConfigs: [logGroupArn(group)],
      redactedFields: [{ queryString: {} }, ...secretHeaders.map((header) => ({ singleHeader: { Name: header } }))],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  }
}

function protectedFields(): CfnWebACL.DataProtectProperty[] {
  const fields = [
    { fieldType: 'BODY' },
    { fieldType: 'QUERY_STRING' },
    { fieldType: 'SINGLE_HEADER', fieldKeys: secretHeaders },
  ];
  return fields.map((field) => ({ field, action: 'SUBSTITUTION', excludeRuleMatchDetails: false }));
}
