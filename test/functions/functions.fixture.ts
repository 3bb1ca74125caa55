/** The three functions as the templates deploy them, each in a process of its own, among servers of this machine that stand for AWS. */
import { rmSync } from 'node:fs';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamodbRecords } from '../../hub/audit/dynamodb-records.ts';
import type { RecordStore } from '../../hub/gateway/ports.ts';
import { deployedGuardrails } from '../../hub/local/deployed-guardrails.ts';
import type { StandIn } from '../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../hub/local/stand-in/start.ts';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { dataKeysTable, ledgerTable, recordsTable, startDynamodb } from '../hub/cost/dynamodb-server.ts';
import { Delivered } from '../hub/gateway/delivered-bundle.fixture.ts';
import { type KmsServer, startKms } from '../local-aws/kms-server.ts';
import { type LambdaServer, startLambda } from '../local-aws/lambda-server.ts';
import { type S3Server, startS3 } from '../local-aws/s3-server.ts';
import { type StsServer, startSts } from '../local-aws/sts-server.ts';
import { type FunctionProcess, startFunction } from './lambda-process.ts';
import { type FunctionName, type TemplateFunctions, templateFunctions } from './template-functions.ts';

export interface RunningFunctions {
  readonly gateway: FunctionProcess;
  readonly responseFilter: FunctionProcess;
  readonly promptHandler: FunctionProcess;
  readonly aws: LocalAws;
  close(): Promise<void>;
}

/** Names and ARNs of what the functions use, as the templates tell them. */
export interface DeployedNames {
  readonly policyBucket: string;
  readonly evidenceBucket: string;
  readonly records: string;
  readonly ledger: string;
  readonly dataKeys: string;
  readonly contentKey: string;
  readonly commitmentKey: string;
  readonly responseFilter: string;
  readonly promptHandler: string;
}

export interface LocalAws {
  readonly templates: TemplateFunctions;
  readonly names: DeployedNames;
  readonly bedrock: StandIn;
  readonly s3: S3Server;
  readonly kms: KmsServer;
  readonly sts: StsServer;
  readonly lambda: LambdaServer;
  readonly dynamodb: DynamoDBClient;
  readonly records: RecordStore;
  /** Puts a bundle in force. */
  publish(policy: CompiledPolicy): void;
  /** What functions are told besides the environment of the template: where AWS is, and what Lambda itself sets. */
  readonly runtime: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

async function startLocalAws(policy: CompiledPolicy, templates: TemplateFunctions): Promise<LocalAws> {
  const names = namesIn(templates);
  const dynamodb = await startDynamodb({ ...recordsTable, TableName: names.records });
  await dynamodb.client.send(new CreateTableCommand({ ...ledgerTable, TableName: names.ledger }));
  await dynamodb.client.send(new CreateTableCommand({ ...dataKeysTable, TableName: names.dataKeys }));
  const [bedrock, s3, kms, sts, lambda] = await Promise.all([
    startStandIn({ thread: false }),
    startS3(policy.bundle.hub.accountId, [names.policyBucket, names.evidenceBucket]),
    startKms(),
    startSts(),
    startLambda(),
  ]);
  await bedrock.configure({ guardrails: deployedGuardrails(policy.bundle) });
  const delivered = new Delivered();
  const publish = (published: CompiledPolicy): void => {
    delivered.publish(published, Date.now());
    for (const [key, body] of delivered.objects) s3.objects.set(`${names.policyBucket}/${key}`, body);
  };
  publish(policy);
  const { hostname, port } = (await dynamodb.client.config.endpoint?.()) ?? {};
  const servers = [dynamodb, bedrock, s3, kms, sts, lambda];
  return {
    ...{ bedrock, s3, kms, sts, lambda, publish, templates, names, dynamodb: dynamodb.client },
    records: new DynamodbRecords({ client: dynamodb.client, tableName: names.records, clock: { now: Date.now } }),
    runtime: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_SESSION_TOKEN: 'session',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      AWS_ENDPOINT_URL_DYNAMODB: `http://${hostname}:${port}`,
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_STS: sts.endpoint,
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function namesIn({ functions }: TemplateFunctions): DeployedNames {
  const of = (name: FunctionName, variable: string): string => functions[name].environment[variable] ?? '';
  return {
    policyBucket: of('gateway', 'GATEHOUSE_POLICY_BUCKET'),
    evidenceBucket: of('gateway', 'GATEHOUSE_EVIDENCE_BUCKET'),
    records: of('gateway', 'GATEHOUSE_RECORDS_TABLE'),
    ledger: of('gateway', 'GATEHOUSE_LEDGER_TABLE'),
    dataKeys: of('gateway', 'GATEHOUSE_DATA_KEYS_TABLE'),
    contentKey: of('gateway', 'GATEHOUSE_CONTENT_KEY'),
    commitmentKey: of('gateway', 'GATEHOUSE_COMMITMENT_KEY'),
    responseFilter: of('gateway', 'GATEHOUSE_RESPONSE_FILTER'),
    promptHandler: of('response-filter', 'GATEHOUSE_PROMPT_HANDLER'),
  };
}

/** Starts one of them; `change` is made to its environment. */
export function startOne(
  name: FunctionName,
  { templates, runtime }: LocalAws,
  change: Readonly<Record<string, string | undefined>> = {},
): Promise<FunctionProcess> {
  const { environment, ...code } = templates.functions[name];
  return startFunction(code, { ...environment, ...runtime, ...change });
}

/** Starts all three, and has Lambda lead to the two that others ask. */
export async function startFunctions(policy: CompiledPolicy): Promise<RunningFunctions> {
  const templates = templateFunctions();
  const aws = await startLocalAws(policy, templates);
  const [gateway, responseFilter, promptHandler] = await Promise.all([
    startOne('gateway', aws),
    startOne('response-filter', aws),
    startOne('prompt-handler', aws),
  ]);
  aws.lambda.functions.set(aws.names.responseFilter, responseFilter.invoke);
  aws.lambda.functions.set(aws.names.promptHandler, promptHandler.invoke);
  const close = async (): Promise<void> => {
    await Promise.all([gateway.kill(), responseFilter.kill(), promptHandler.kill()]);
    await aws.close();
    rmSync(templates.assembly, { recursive: true });
  };
  return { gateway, responseFilter, promptHandler, aws, close };
}
