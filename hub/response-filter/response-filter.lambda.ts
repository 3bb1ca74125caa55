/** The response filter as a function: an order of the gateway in, frames out. It is the only one that may ask the prompt handler. */
import { S3Client } from '@aws-sdk/client-s3';
import { LambdaEnv } from '../../shared/runtime/lambda-variables.ts';
import { logged } from '../../shared/runtime/problem-log.ts';
import { readEnvironment } from '../../shared/runtime/read-environment.ts';
import { clientSettings } from '../gateway/client-settings.ts';
import { remotePromptHandler } from '../gateway/frames/remote-prompt-handler.ts';
import { serveResponseFilter } from '../gateway/frames/serve-response-filter.ts';
import { functionPolicy } from '../gateway/function-policy-s3.ts';
import { LambdaTransport } from '../gateway/lambda-invoke.ts';
import { writeAll } from '../gateway/lambda-response.ts';
import { streaming } from '../gateway/lambda-runtime.ts';
import { bedrockGuardrailsFromEnvironment } from '../guardrails/bedrock-guardrails.ts';
import { RememberingGuardrails } from '../guardrails/remembering-guardrails.ts';
import { QuotaGuardrails } from './quota-guardrails.ts';
import { ResponseFilterEnv } from './response-filter.env.ts';

const env = readEnvironment(ResponseFilterEnv, process.env);
const { AWS_REGION: region } = readEnvironment(LambdaEnv, process.env);

const policies = functionPolicy(env, new S3Client(clientSettings(region)));
const policyFor = logged('policy_not_found', (hash: string) => policies.byHash(hash));
const transport = new LambdaTransport({ region, functionArn: env.GATEHOUSE_PROMPT_HANDLER });
const prompts = remotePromptHandler({
  invoke: logged('prompt_handler_not_invoked', (payload: Uint8Array) => transport.invoke(payload)),
});
const guardrails = new RememberingGuardrails(
  new QuotaGuardrails(
    () => policies.policy().compiled.bundle.hub.applyGuardrail,
    (quota) => bedrockGuardrailsFromEnvironment({ region, quota, timeoutSeconds: quota.timeoutSeconds }),
  ),
);

export const handler = streaming(async (event, stream) => {
  await writeAll(serveResponseFilter(event, { policyFor, prompts, guardrails }), stream);
});
