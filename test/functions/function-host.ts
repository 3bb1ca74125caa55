/**
 * Runs one bundled function as Lambda's Node runtime does: the `awslambda` global, the handler that the template names, one invocation at a time. Invocations come over HTTP instead of the Runtime API, and a failure is
 * told as Lambda's own runtimes tell it, in a trailer behind what has left.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { lambdaRuntime } from './lambda-streaming.ts';

type Handler = ReturnType<typeof lambdaRuntime.streamifyResponse>;

Object.assign(globalThis, { awslambda: lambdaRuntime });
const [, , directory = '', name = ''] = process.argv;
const [file = '', exported = ''] = name.split('.');
const handler = load();

/** A function that cannot start ends its environment, and Lambda writes down what it threw, without the line of minified code that Node would print. */
function load(): Handler {
  try {
    const loaded = (createRequire(import.meta.url)(join(directory, file)) as Record<string, Handler>)[exported];
    if (loaded !== undefined) return loaded;
    throw new Error(`${name} is no handler`);
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exit(1);
  }
}

let invocations = 0;
const server = createServer(async (request, response) => {
  const event: unknown = JSON.parse((await buffer(request)).toString());
  response.setHeader('trailer', 'Lambda-Runtime-Function-Error-Type');
  response.flushHeaders();
  invocations += 1;
  try {
    await handler(event, response, { awsRequestId: `request-${invocations}` });
  } catch (error) {
    response.addTrailers({ 'Lambda-Runtime-Function-Error-Type': error instanceof Error ? error.name : 'Error' });
    response.end();
  }
});
server.listen(0, '127.0.0.1', () => console.log(`ready on ${(server.address() as AddressInfo).port}`));
