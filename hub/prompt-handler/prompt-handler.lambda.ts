/** The prompt handler as a function: an order of the response filter in, frames out. It asks models in the role of the application that calls, and writes nothing anywhere. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { LambdaEnv } from '../../shared/runtime/lambda-variables.ts';
import { onceOpened } from '../../shared/runtime/once-opened.ts';
import { logged } from '../../shared/runtime/problem-log.ts';
import { readEnvironment } from '../../shared/runtime/read-environment.ts';
import { derivedSecret } from '../audit/kms-data-keys.ts';
import { clientSettings } from '../gateway/client-settings.ts';
import { servePromptHandler } from '../gateway/frames/serve-prompt-handler.ts';
import { functionPolicy } from '../gateway/function-policy-s3.ts';
import type { CallOrder } from '../gateway/handlers.ts';
import { writeAll } from '../gateway/lambda-response.ts';
import { streaming } from '../gateway/lambda-runtime.ts';
import { ApplicationRuntime } from './application-runtime.ts';
import { DynamodbDurableIntent } from './dynamodb-durable-intent.ts';
import { InvocationCredentials } from './invocation-credentials.ts';
import { PromptHandlerEnv } from './prompt-handler.env.ts';
import { assumeRoleBySts } from './sts-assume-role.ts';

const env = readEnvironment(PromptHandlerEnv, process.env);
const { AWS_REGION: region } = readEnvironment(LambdaEnv, process.env);

const settings = clientSettings(region);
const policies = functionPolicy(env, new S3Client(settings));
const records = new DynamodbDurableIntent({
  client: new DynamoDBClient(settings),
  tableName: env.GATEHOUSE_RECORDS_TABLE,
});
const intents = { requireIntent: logged('intent_not_found', (order: CallOrder) => records.requireIntent(order)) };
const assumeRole = logged('role_not_assumed', assumeRoleBySts(region));
const credentials = new InvocationCredentials({ assumeRole, clock: { now: Date.now } });
const bedrock = new ApplicationRuntime({ region, credentials });
const kms = new KMSClient(settings);
const openSecret = onceOpened(() => derivedSecret(kms, env.GATEHOUSE_SEAL_KEY, 'gatehouse/prompt-handler/v1'));

export const handler = streaming(async (event, stream) => {
  const secret = await openSecret();
  const ports = {
    policyFor: logged('policy_not_found', (hash: string) => policies.byHash(hash)),
    bedrockFor: bedrock.portsFor.bind(bedrock),
    intents,
    secret,
  };
  await writeAll(servePromptHandler(event, ports), stream);
});
