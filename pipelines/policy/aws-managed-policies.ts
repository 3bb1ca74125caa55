import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * AWS's own policies that the CDK attaches to functions, by the end of their ARN. A template names them without their text.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html and .../AWSLambdaVPCAccessExecutionRole.html
 */
const texts: ReadonlyMap<string, readonly string[]> = new Map([
  ['service-role/AWSLambdaBasicExecutionRole', logs],
  [
    'service-role/AWSLambdaVPCAccessExecutionRole',
    [
      ...logs,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
  ],
]);

/** Undefined where the ARN is no policy of AWS's whose text is known here. */
export function awsManagedPolicy(arn: string): NamedPolicy | undefined {
  const [, name = ''] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const Action = texts.get(name);
  if (Action === undefined) return undefined;
  const document = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
  return { name: arn, document };
}
