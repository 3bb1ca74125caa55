/** The function behind the REST API: an event of API Gateway in, an answer out as it comes to be. */
import { LambdaEnv } from '../../shared/runtime/lambda-variables.ts';
import { logProblem } from '../../shared/runtime/problem-log.ts';
import { readEnvironment } from '../../shared/runtime/read-environment.ts';
import { clientSettings } from './client-settings.ts';
import { deployedHub } from './deployed-hub.ts';
import { remoteResponseFilter } from './frames/remote-response-filter.ts';
import { GatewayEnv } from './gateway.env.ts';
import { LambdaTransport } from './lambda-invoke.ts';
import { writeResponse } from './lambda-response.ts';
import { streaming } from './lambda-runtime.ts';
import { serveProxyEvent } from './serve-proxy-event.ts';

const env = readEnvironment(GatewayEnv, process.env);
const { AWS_REGION: region } = readEnvironment(LambdaEnv, process.env);

const responseFilter = new LambdaTransport({ region, functionArn: env.GATEHOUSE_RESPONSE_FILTER });
const open = deployedHub(env, clientSettings(region), remoteResponseFilter(responseFilter));

export const handler = streaming(async (event, stream, { awsRequestId }) => {
  await writeResponse(await serveProxyEvent(event, awsRequestId, { open, log: logProblem }), stream);
});
