import { hubRegions } from '../../../scp-policies/hub-regions.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { actorsOf } from '../effects/actors.ts';
import type { Need } from './need.ts';
import type { AccountGroup } from './preflight-scene.ts';

/** What an account is there for: its people sign in, look around, keep data, run code and machines. */
const ordinary: readonly (readonly [action: string, resource: string])[] = [
  ['sts:GetCallerIdentity', '*'],
  ['sts:AssumeRole', 'iam::{account}:role/app'],
  ['iam:GetRole', 'iam::{account}:role/app'],
  ['iam:CreateRole', 'iam::{account}:role/app'],
  ['iam:PassRole', 'iam::{account}:role/app'],
  ['s3:ListAllMyBuckets', '*'],
  ['s3:CreateBucket', 's3:::app-data'],
  ['s3:GetObject', 's3:::app-data/report'],
  ['s3:PutObject', 's3:::app-data/report'],
  ['lambda:CreateFunction', 'lambda:{region}:{account}:function:app'],
  ['lambda:UpdateFunctionCode', 'lambda:{region}:{account}:function:app'],
  ['lambda:InvokeFunction', 'lambda:{region}:{account}:function:app'],
  ['ec2:DescribeInstances', '*'],
  ['ec2:RunInstances', 'ec2:{region}:{account}:instance/*'],
  ['ec2:TerminateInstances', 'ec2:{region}:{account}:instance/i-0123'],
  ['logs:GetLogEvents', 'logs:{region}:{account}:log-group:/app:log-stream:1'],
  ['cloudformation:CreateStack', 'cloudformation:{region}:{account}:stack/app/0123'],
  ['kms:Decrypt', 'kms:{region}:{account}:key/0123'],
];

/** In each Region that governed accounts may use. */
export function ordinaryNeeds(group: AccountGroup, bundle: PolicyBundle): readonly Need[] {
  const account = group.accounts[0].id;
  const { partition } = bundle.hub;
  const name = group.isHub ? 'hubAdministrator' : 'administrator';
  const actor = actorsOf(account, bundle).find((each) => each.name === name);
  if (actor === undefined) return [];
  const { who, principal } = actor;
  const why = 'it is what people do there every day.';
  const regions = new Set([...hubRegions(bundle), ...bundle.organization.policies.allowedRegions]);
  return [...regions].flatMap((region) =>
    ordinary.map(([action, resource]) => {
      const arn = `arn:${partition}:${resource.replace('{region}', region).replace('{account}', account)}`;
      return { check: 'sealed-off', who, principal, action, resource: resource === '*' ? '*' : arn, region, why };
    }),
  );
}
