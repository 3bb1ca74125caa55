import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';

export interface EdgeLogsProps {
  /** One of the periods that CloudWatch Logs offers. */
  readonly retentionDays: number;
}

/**
 * Log groups of the edge: encrypted, kept for a while, and left behind when their stack goes. What is written to them names callers and paths, and no content.
 *
 * @example const logs = new EdgeLogs(stack, 'Logs', { retentionDays: 365 }); logs.group('Access', '/gatehouse/edge/regional');
 */
export class EdgeLogs extends Construct {
  readonly #key: Key;
  readonly #retentionDays: number;

  constructor(scope: Construct, id: string, { retentionDays }: EdgeLogsProps) {
    super(scope, id);
    this.#retentionDays = retentionDays;
    this.#key = new RetainedKey(this, 'Key', { description: 'Gatehouse logs of the edge' });
    // CloudWatch Logs uses the key for log groups of this account alone.
    const groups = Stack.of(this).formatArn({ service: 'logs', resource: 'log-group:*' });
    this.#key.grantEncryptDecrypt(
      new ServicePrincipal('logs.amazonaws.com', {
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
      }),
    );
  }

  /** A group under the name that whoever writes to it expects. */
  group(id: string, logGroupName: string): LogGroup {
    return new LogGroup(this, id, {
      logGroupName,
      encryptionKey: this.#key,
      retention: this.#retentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

/** Without the `:*` at its end, which neither API Gateway nor WAF takes. */
export function logGroupArn(group: LogGroup): string {
  return Stack.of(group).formatArn({ service: 'logs', resource: `log-group:${group.logGroupName}` });
}
