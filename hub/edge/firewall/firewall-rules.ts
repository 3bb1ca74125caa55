import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { EdgePolicy, HubPolicy } from '../../../shared/config/hub-policy.ts';
import { operations } from '../../../shared/contract/operations.ts';
import { longerThan } from './content-length.ts';
import { type FirewallAnswer, responseOf } from './firewall-answers.ts';

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

/** Where the addresses of callers are to be seen: on the connection; behind CloudFront, whose addresses the connection shows; or nowhere, in VPCs. */
export type CallersCome = 'directly' | 'perhaps-through-cloudfront' | 'from-vpcs';

export interface FirewallRulesProps {
  readonly edge: EdgePolicy;
  readonly hub: Pick<HubPolicy, 'maxBodyBytes'>;
  readonly callersCome: CallersCome;
}

/** API Gateway may show the stage in front of the path. */
const pathStart = '^(/v1)?/apps/[a-z][a-z0-9-]{0,39}/model/[^/]+/';
const textTransformations = [{ priority: 0, type: 'NONE' }];
const uriPath = { uriPath: {} };
const onInferencePath: Statement = {
  regexMatchStatement: {
    fieldToMatch: uriPath,
    regexString: `${pathStart}(${Object.keys(operations).join('|')})$`,
    textTransformations,
  },
};
/** Nothing outside the inference paths takes more than a question. */
const smallBodyBytes = 8_192;
/** Longer than any model's ARN, encoded twice. */
const longestPath = 2_048;
const longestQuery = 1_024;

/**
 * Groups of AWS that look for attacks on websites. Ordinary prompts look like those (a question about SQL, a page of HTML, a path of a file), so they count on every path, and a rule after
 * them blocks by their labels wherever no prompt is expected. Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const countedGroups = [
  { name: 'AWSManagedRulesCommonRuleSet', label: 'awswaf:managed:aws:core-rule-set:' },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', label: 'awswaf:managed:aws:known-bad-inputs:' },
  { name: 'AWSManagedRulesSQLiRuleSet', label: 'awswaf:managed:aws:sql-database:' },
] as const;

/** The rules of a web ACL, in the order in which they are looked at; within the 1,500 units of capacity that cost nothing extra. */
export function firewallRules({ edge, hub, callersCome }: FirewallRulesProps): Rule[] {
  const rules: Omit<Rule, 'priority'>[] = [
    ...(callersCome === 'from-vpcs' ? [] : addressRules(edge, callersCome)),
    blocked('BodyTooLarge', contentLength(longerThan(hub.maxBodyBytes)), 'tooLarge'),
    blocked(
      'AddressTooLong',
      { orStatement: { statements: [longer(uriPath, longestPath), longer({ queryString: {} }, longestQuery)] } },
      'malformed',
    ),
    blocked(
      'BodyOutsideInference',
      { andStatement: { statements: [elsewhere(), longer(body, smallBodyBytes)] } },
      'tooLarge',
    ),
    rateRule(edge),
    ...countedGroups.map(({ name }) => managed(name, 'count')),
    blocked('AttackOutsideInference', { andStatement: { statements: [elsewhere(), labelled()] } }, 'refused'),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

/** What is not inspected because it is too long counts as too long. */
const body = { body: { oversizeHandling: 'MATCH' } };

function addressRules(edge: EdgePolicy, callersCome: CallersCome): Omit<Rule, 'priority'>[] {
  const countries = [...edge.allowedCountries];
  return [
    managed('AWSManagedRulesAmazonIpReputationList', 'none'),
    ...(countries.length === 0 ? [] : [blocked('OtherCountries', otherCountries(countries, callersCome), 'refused')]),
  ];
}

/**
 * Behind CloudFront the connection is one of CloudFront's, in whatever country, so the country that CloudFront reports counts as well. Who comes past CloudFront could report another one: he needs valid
 * credentials of the organization all the same, and CloudFront's own firewall looks at the connection alone.
 */
function otherCountries(countryCodes: string[], callersCome: CallersCome): Statement {
  const outside = (geoMatchStatement: CfnWebACL.GeoMatchStatementProperty): Statement => ({
    notStatement: { statement: { geoMatchStatement } },
  });
  const connection = outside({ countryCodes });
  if (callersCome === 'directly') return connection;
  const forwardedIpConfig = { headerName: 'X-Forwarded-For', fallbackBehavior: 'NO_MATCH' };
  return { andStatement: { statements: [connection, outside({ countryCodes, forwardedIpConfig })] } };
}

/** For each address and path, so that one caller who runs wild stops nobody else; the path names application, model and operation. */
function rateRule({ callsPerAddress }: EdgePolicy): Omit<Rule, 'priority'> {
  return blocked(
    'CallsOfOneAddress',
    {
      rateBasedStatement: {
        aggregateKeyType: 'CUSTOM_KEYS',
        customKeys: [{ ip: {} }, { uriPath: { textTransformations } }],
        evaluationWindowSec: 300,
        limit: callsPerAddress,
        scopeDownStatement: onInferencePath,
      },
    },
    'throttled',
  );
}

function contentLength(regexString: string): Statement {
  return {
    regexMatchStatement: {
      fieldToMatch: { singleHeader: { Name: 'content-length' } },
      regexString,
      textTransformations,
    },
  };
}

function longer(fieldToMatch: CfnWebACL.FieldToMatchProperty, size: number): Statement {
  return { sizeConstraintStatement: { fieldToMatch, comparisonOperator: 'GT', size, textTransformations } };
}

function elsewhere(): Statement {
  return { notStatement: { statement: onInferencePath } };
}

function labelled(): Statement {
  return {
    orStatement: {
      statements: countedGroups.map(({ label }) => ({ labelMatchStatement: { scope: 'NAMESPACE', key: label } })),
    },
  };
}

function managed(name: string, override: 'count' | 'none'): Omit<Rule, 'priority'> {
  return {
    name,
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    overrideAction: override === 'count' ? { count: {} } : { none: {} },
    visibilityConfig: measuredAs(name),
  };
}

function blocked(name: string, statement: Statement, answer: FirewallAnswer): Omit<Rule, 'priority'> {
  return {
    name,
    statement,
    action: { block: { customResponse: responseOf(answer) } },
    visibilityConfig: measuredAs(name),
  };
}

/** Of every ACL and rule. No samples: they would show requests of anybody to whoever may look at the firewall. */
export function measuredAs(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
