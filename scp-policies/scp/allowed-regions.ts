import { denyAllBut } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparedBy } from '../exceptions.ts';
import { hubRegions } from '../hub-regions.ts';
import type { ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

const id = 'allowed-regions';

const exceptions: readonly Exception[] = [
  { who: 'break-glass', why: 'What runs in a Region that nobody should use must be found and ended there.' },
];

/**
 * Services with one endpoint for all Regions (in us-east-1, or the partition's like), and those that people reach all others through.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region
 */
const everywhere = [
  'account:*',
  'aws-portal:*',
  'billing:*',
  'budgets:*',
  'ce:*',
  'cloudfront:*',
  'cur:*',
  'globalaccelerator:*',
  'health:*',
  'iam:*',
  'importexport:*',
  'networkmanager:*',
  'organizations:*',
  'payments:*',
  'pricing:*',
  'route53:*',
  'route53domains:*',
  's3:GetAccountPublic*',
  's3:ListAllMyBuckets',
  's3:PutAccountPublic*',
  'shield:*',
  'sso:*',
  'sts:*',
  'support:*',
  'tax:*',
  'trustedadvisor:*',
  'waf:*',
  'wafv2:*',
];

/**
 * A model may answer in any Region that its inference profile sends the call to, which AWS does in the caller's name: excepted are calls through a profile, of Amazon's own or of one's own. They say
 * which; a call of a model by itself does not, and stays at home. Profiles of all Regions have `unspecified` for the Region that is asked for.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
function profiles({ hub: { partition } }: PolicyContext): readonly string[] {
  return ['inference-profile', 'application-inference-profile'].map((kind) => `arn:${partition}:bedrock:*:*:${kind}/*`);
}

function regions(context: PolicyContext): readonly string[] {
  return [...new Set([...hubRegions(context), ...context.organization.policies.allowedRegions])].sort();
}

export const allowedRegions: ControlPolicy = {
  id,
  type: 'SCP',
  title: 'Nothing runs in a Region that is not listed',
  why: 'Data that may not leave a jurisdiction, and safeguards that are deployed Region by Region, are both undone by a Region that nobody watches.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => {
    const spared = sparedBy(context, exceptions, id);
    return [
      denyAllBut('OnlyListedRegions', everywhere, {
        StringNotEquals: { 'aws:RequestedRegion': regions(context) },
        ArnNotLike: { 'aws:PrincipalArn': spared, 'bedrock:InferenceProfileArn': profiles(context) },
      }),
    ];
  },
  cases,
};

const elsewhere = 'xx-nowhere-9';
const invoking = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

function at(region: string) {
  return { 'aws:RequestedRegion': region };
}

function model({ hub }: PolicyContext, region: string): string {
  return `arn:${hub.partition}:bedrock:${region}::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0`;
}

function through({ hub }: PolicyContext, name: string) {
  return { 'bedrock:InferenceProfileArn': `arn:${hub.partition}:bedrock:${hub.region}:${hub.accountId}:${name}` };
}

function cases(context: PolicyContext): ControlCases {
  const { administrator, hubInvocation, breakGlass } = exampleActors(context);
  const anywhere = everywhere.map((pattern) => pattern.replace('*', 'Anything'));
  const launching = ['ec2:RunInstances', 's3:CreateBucket'];
  const away = model(context, elsewhere);
  const geographic = through(context, 'inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0');
  const global = through(context, 'inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0');
  const own = through(context, 'application-inference-profile/a1b2c3d4e5f6');
  const router = through(context, 'prompt-router/a1b2c3d4e5f6');
  const invocation = (who: string, resource: string, keys: Readonly<Record<string, string>>) =>
    casesOf(who, hubInvocation, invoking, resource, keys);
  const refused = (...parameters: Parameters<typeof casesOf>) => denialsOf('OnlyListedRegions', ...parameters);
  return {
    allow: [
      ...regions(context).flatMap((place) => casesOf('an administrator', administrator, launching, '*', at(place))),
      ...casesOf('an administrator, globally', administrator, anywhere, '*', at(elsewhere)),
      ...invocation('through a geographic profile', away, { ...at(elsewhere), ...geographic }),
      ...invocation('through a global profile', model(context, ''), { ...at('unspecified'), ...global }),
      ...invocation('through an application’s profile', away, { ...at(elsewhere), ...own }),
      ...casesOf('break-glass', breakGlass, ['ec2:TerminateInstances'], '*', at(elsewhere)),
    ],
    deny: [
      ...refused('an administrator', administrator, launching, '*', at(elsewhere)),
      ...refused('without a profile', hubInvocation, invoking, away, at(elsewhere)),
      ...refused('through what is no profile', hubInvocation, invoking, away, { ...at(elsewhere), ...router }),
    ],
  };
}
