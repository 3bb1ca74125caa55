import { Stack } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { explainFindings } from '../../../shared/constructs/explained-findings.ts';

/** What API Gateway asks for. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#set-up-access-logging-permissions */
const logActions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'logs:PutLogEvents',
];

/**
 * The role in which API Gateway writes logs: a setting of the account in this Region, for all of its APIs. Stages that log depend on it.
 *
 * @example stage.node.addDependency(new ApiGatewayLogging(stack, 'ApiLogging'));
 */
export class ApiGatewayLogging extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const anyLog = `arn:${partition}:logs:${region}:${account}:*`;
    const role = new CfnRole(this, 'Role', {
      description: 'In which API Gateway writes the logs of its APIs',
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'apigateway.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
      policies: [
        {
          policyName: 'write-logs',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'WriteLogs',
                Effect: 'Allow',
                Action: logActions,
                Resource: anyLog,
              },
              // A list of log groups is about no one of them.
              { Sid: 'FindLogGroups', Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
            ],
          },
        },
      ],
    });
    new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.attrArn });
    explainFindings(
      role,
      ['IAMNoInlinePolicy', 'AwsSolutions-IAM5'],
      'API Gateway takes one role for the logs of all APIs of an account and Region, whatever their log groups are called. The policy is inline, so that it can be attached to no other role.',
    );
  }
}
