import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnRole, type IRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  Code,
  CodeSigningConfig,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { functionRuntimeAccess } from '../access/function-runtime-access.ts';
import { type PolicyJson, requireFit } from '../access/policy-json.ts';
import { functionArn, functionName, liveAlias } from '../network/function-names.ts';
import type { HubFunction } from '../network/hub-principals.ts';
import { bundleFunction } from './bundle-function.ts';
import { maskedLogs } from './masked-logs.ts';

/** What the functions of the hub have in common. */
export interface FunctionPlace {
  readonly hub: HubPolicy;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  /** Encrypts environments, logs and dead letters. */
  readonly key: IKey;
  /** Takes what was sent to a function without waiting for its answer, and failed. */
  readonly deadLetters: IQueue;
}

export interface IsolatedFunctionProps extends FunctionPlace {
  readonly name: HubFunction;
  readonly description: string;
  /** Path of the handler's module in the checkout. */
  readonly entry: string;
  /** Modules that it starts as threads. @default none */
  readonly workers?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
  /** What its code may do. */
  readonly access: PolicyJson;
}

/** As long as a call may last. */
const timeout = Duration.minutes(15);
/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostInlineCharacters = 10_240;
const lambdaTrust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/**
 * A function of the hub: in the subnets without a way out, in a role of its own that may do what it is for, with a log that masks what should not be in it. It serves under the alias
 * `live`, which points to an immutable version.
 *
 * @example new IsolatedFunction(this, 'Function', { ...place, name: 'gateway', entry: 'hub/gateway/gateway.lambda.ts', environment, memoryMegabytes: 1769, access });
 */
export class IsolatedFunction extends Construct {
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: IsolatedFunctionProps) {
    super(scope, id);
    this.live = this.#alias(
      withCode(props, (code) => this.#function(props, code)),
      props,
    );
  }

  #function(props: IsolatedFunctionProps, code: Code): LambdaFunction {
    const { name, hub, vpc } = props;
    const { concurrentCalls, codeSigningConfig } = hub.functions;
    const handler = new LambdaFunction(this, 'Function', {
      functionName: functionName(name),
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code,
      environment: { ...props.environment },
      environmentEncryption: props.key,
      memorySize: props.memoryMegabytes,
      timeout,
      role: this.#role(props),
      vpc,
      vpcSubnets: { subnets: vpc.isolatedSubnets },
      securityGroups: [props.securityGroup],
      logGroup: this.#logGroup(props),
      tracing: Tracing.ACTIVE,
      reservedConcurrentExecutions: concurrentCalls,
      deadLetterQueue: props.deadLetters,
      ...(codeSigningConfig === null
        ? {}
        : { codeSigningConfig: CodeSigningConfig.fromCodeSigningConfigArn(this, 'Signing', codeSigningConfig) }),
    });
    explainFindings(
      handler,
      ['lambda_inside_vpc_check'],
      'It is in the isolated subnets of the VPC. The rule cannot read references to the stack that these are in.',
    );
    return handler;
  }

  #alias(handler: LambdaFunction, { hub, deadLetters }: IsolatedFunctionProps): Alias {
    const { warmCalls } = hub.functions;
    return new Alias(this, 'Live', {
      aliasName: liveAlias,
      version: handler.currentVersion as IVersion,
      // Nobody invokes it without waiting. Whoever comes to do so by mistake asks no model twice, and finds what failed.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
      onFailure: new SqsDestination(deadLetters),
      ...(warmCalls === 0 ? {} : { provisionedConcurrentExecutions: warmCalls }),
    });
  }

  #logGroup({ name, hub, key }: IsolatedFunctionProps): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: logGroupName(name),
      encryptionKey: key,
      retention: hub.functions.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
      ...maskedLogs(this, hub.partition),
    });
  }

  /** By name, because policies name it. Its permissions are written here and nowhere else: the CDK may not add to them. */
  #role({ name, hub, access, key, deadLetters }: IsolatedFunctionProps): IRole {
    const runtime = functionRuntimeAccess(hub, {
      functionArn: functionArn(name, hub),
      logGroupArn: `arn:${hub.partition}:logs:${hub.region}:${hub.accountId}:log-group:${logGroupName(name)}`,
      deadLettersArn: deadLetters.queueArn,
      keyArn: key.keyArn,
    });
    const policyDocument = { ...access, Statement: [...access.Statement, ...runtime] };
    requireFit(
      policyDocument,
      mostInlineCharacters,
      `The policy of ${functionName(name)}`,
      'Define fewer guardrails in governance.yaml: applications may share them.',
    );
    const role = new CfnRole(this, 'Role', {
      roleName: functionName(name),
      description: `In which the function ${functionName(name)} of Gatehouse runs`,
      assumeRolePolicyDocument: lambdaTrust,
      policies: [{ policyName: 'access', policyDocument }],
    });
    explainFindings(
      role,
      ['IAMNoInlinePolicy'],
      'An inline policy lives and dies with its one role, and cannot be attached to another by mistake.',
    );
    explainFindings(
      role,
      ['AwsSolutions-IAM5', 'Serverless-LambdaStarPermissions'],
      'Each wildcard stands for what has no name beforehand or no narrower one: objects in a bucket of the hub, streams of the function’s log, the invocation roles of applications, network interfaces and traces. What the role may do is tested one permission at a time.',
    );
    return Role.fromRoleArn(this, 'FixedRole', role.attrArn, { mutable: false });
  }
}

/** Where Lambda would write by itself. */
function logGroupName(name: HubFunction): string {
  return `/aws/lambda/${functionName(name)}`;
}

/**
 * The bundle as the CDK's asset, which is copied while `use` runs. The hash is that of the bundle: what the CDK would look at is a directory of passing name. Its own bundling is of no use here: it announces on
 * standard error what it does, and is made for containers.
 */
function withCode<T>({ entry, workers }: IsolatedFunctionProps, use: (code: Code) => T): T {
  const { files, hash } = bundleFunction(entry, workers);
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-function-'));
  try {
    for (const [name, content] of files) writeFileSync(join(directory, name), content);
    return use(Code.fromAsset(directory, { assetHash: hash }));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
