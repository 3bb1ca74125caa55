import { beforeAll, describe, expect, it } from 'vitest';
import type { HubScene } from '../../../pipelines/policy/hub-scene.ts';
import { readHub } from '../../../pipelines/policy/read-hub.ts';
import { exampleActors } from '../../../scp-policies/example-requests.ts';
import type { Principal } from '../../../shared/iam/access-request.ts';
import { authorize, type PolicySet } from '../../../shared/iam/authorize.ts';
import { unitPolicies } from '../../scp-policies/composed-units.fixture.ts';

/** What an administrator of the hub would do to each kind of resource to hide something. */
const harm = {
  'AWS::ApiGateway::RestApi': 'apigateway:PATCH',
  'AWS::CloudTrail::Trail': 'cloudtrail:StopLogging',
  'AWS::DynamoDB::Table': 'dynamodb:DeleteTable',
  'AWS::EC2::VPCEndpoint': 'ec2:ModifyVpcEndpoint',
  'AWS::IAM::Role': 'iam:UpdateAssumeRolePolicy',
  'AWS::KMS::Key': 'kms:ScheduleKeyDeletion',
  'AWS::Lambda::Function': 'lambda:UpdateFunctionCode',
  'AWS::Logs::LogGroup': 'logs:DeleteLogGroup',
  'AWS::S3::Bucket': 's3:PutBucketPolicy',
  'AWS::WAFv2::WebACL': 'wafv2:UpdateWebACL',
} as const;

let scene: HubScene;
let fences: PolicySet;
beforeAll(async () => {
  scene = readHub('governance.yaml');
  fences = await unitPolicies(scene.bundle, 'hub');
});

/** Resources of the templates of a type that somebody is not denied to harm. */
function exposed(type: keyof typeof harm, principal: Principal): readonly string[] {
  const arns = scene.policies.everything.filter((each) => each.type === type).map(({ identity }) => identity.arn);
  expect(arns.length).toBeGreaterThan(0);
  return arns.filter((resource) => {
    const context = {
      'aws:RequestedRegion': scene.bundle.hub.region,
      'aws:PrincipalOrgID': scene.bundle.organization.id,
      'aws:SecureTransport': 'true',
    };
    return authorize({ principal, action: harm[type], resource, context }, fences).reason !== 'explicit-deny';
  });
}

const types = Object.keys(harm) as (keyof typeof harm)[];

describe('what the hub’s templates make', () => {
  it.each(types)('is out of reach of an administrator of the hub: %s', (type) => {
    expect(exposed(type, exampleActors(scene.bundle).hubAdministrator)).toEqual([]);
  });

  it.each(types)('stays in the hands of its deployer: %s', (type) => {
    expect(exposed(type, exampleActors(scene.bundle).hubDeployer)).not.toEqual([]);
  });
});
