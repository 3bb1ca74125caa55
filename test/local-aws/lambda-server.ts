import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import { signedFor } from './signed-for.ts';

/** A function: what it answers to a payload. Throws where it fails; what it answered until then has left. */
export type ServedFunction = (payload: Uint8Array) => AsyncIterable<Uint8Array>;

export interface LambdaServer extends LoopbackServer {
  /** By ARN, as callers name them. */
  readonly functions: Map<string, ServedFunction>;
  /** ARNs of the functions that were asked for, oldest first. */
  readonly invoked: string[];
  /** What happens to the next invocations instead. */
  fault: 'throttled' | 'failed' | 'cut' | 'endless' | undefined;
  /** Connections that were opened so far. */
  readonly connections: () => number;
}

const path = /^\/2021-11-15\/functions\/([^/]+)\/response-streaming-invocations$/;

/**
 * As much of Lambda as functions that ask each other need.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export async function startLambda(): Promise<LambdaServer> {
  const state: Pick<LambdaServer, 'functions' | 'invoked' | 'fault'> = {
    functions: new Map(),
    invoked: [],
    fault: undefined,
  };
  const seen = new Set<unknown>();
  const server = await startLoopbackServer(async (request, response) => {
    seen.add(request.socket);
    const payload = await buffer(request);
    const name = decodeURIComponent(path.exec(request.url ?? '')?.[1] ?? '');
    const served = state.functions.get(name);
    if (!signedFor('lambda', request)) return refuse(response, 403, 'InvalidSignatureException');
    if (served === undefined) return refuse(response, 404, 'ResourceNotFoundException');
    state.invoked.push(name);
    if (state.fault === 'throttled') return refuse(response, 429, 'TooManyRequestsException');
    if (state.fault === 'failed') return refuse(response, 500, 'ServiceException');
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'lambda-1' });
    await answer(served(payload), response, state.fault);
  });
  return Object.assign(state, server, { connections: () => seen.size });
}

async function answer(
  pieces: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  fault: LambdaServer['fault'],
): Promise<void> {
  let complete = '{}';
  try {
    for await (const piece of pieces) {
      const chunk = event('PayloadChunk', 'application/octet-stream', piece);
      await new Promise((sent) => response.write(chunk, sent));
    }
  } catch {
    complete = JSON.stringify({ ErrorCode: 'Unhandled', ErrorDetails: 'what the function was working on' });
  }
  if (fault === 'endless') return;
  // Once what was written has been read.
  if (fault === 'cut') return void setTimeout(() => response.destroy(), 20);
  response.end(event('InvokeComplete', 'application/json', Buffer.from(complete)));
}

function refuse(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ message: 'no', Type: 'User' }));
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

function event(type: string, contentType: string, body: Uint8Array): Uint8Array {
  const header = (value: string) => ({ type: 'string' as const, value });
  const headers = {
    ':event-type': header(type),
    ':content-type': header(contentType),
    ':message-type': header('event'),
  };
  return codec.encode({ headers, body });
}
