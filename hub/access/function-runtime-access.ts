import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { StatementJson } from './policy-json.ts';

export interface FunctionRuntime {
  readonly functionArn: string;
  readonly logGroupArn: string;
  readonly deadLettersArn: string;
  /** Encrypts the environment, the logs and the dead letters. */
  readonly keyArn: string;
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const interfaces = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
/** Actions that EC2 ties to no resource. */
const looking = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/**
 * What the Lambda service does in the role of a function: network interfaces, logs, traces, dead letters, and the decryption of its environment. What of that the function's own code has no use for is denied
 * to it, which is told apart by a key that only requests from inside the function carry: so a role that can write nothing cannot write to the queue either.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
export function functionRuntimeAccess(hub: HubPolicy, runtime: FunctionRuntime): readonly StatementJson[] {
  const { functionArn, logGroupArn, deadLettersArn, keyArn } = runtime;
  const ownCode = { Condition: { ArnLike: { 'lambda:SourceFunctionArn': `${functionArn}*` } } };
  return [
    allow('NetworkInterfaces', interfaces, [`arn:${hub.partition}:ec2:${hub.region}:${hub.accountId}:*/*`]),
    allow('SeeNetworkInterfaces', looking, ['*']),
    allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroupArn}:*`]),
    // X-Ray knows no resources.
    allow('WriteTraces', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], ['*']),
    allow('KeepDeadLetters', ['sqs:SendMessage'], [deadLettersArn]),
    {
      ...allow('EncryptDeadLetters', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn]),
      Condition: { StringLike: { 'kms:ViaService': `sqs.${hub.region}.*` } },
    },
    {
      ...allow('DecryptEnvironment', ['kms:Decrypt'], [keyArn]),
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:lambda:FunctionArn': functionArn } },
    },
    { Sid: 'NetworkIsNotForItsCode', Effect: 'Deny', Action: [...interfaces, ...looking], Resource: ['*'], ...ownCode },
    {
      Sid: 'DeadLettersAreNotForItsCode',
      Effect: 'Deny',
      Action: ['sqs:SendMessage'],
      Resource: [deadLettersArn],
      ...ownCode,
    },
  ];
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): StatementJson {
  return { Sid, Effect: 'Allow', Action, Resource };
}
