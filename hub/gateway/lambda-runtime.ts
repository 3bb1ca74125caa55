/**
 * What Lambda's Node runtime gives to a function that streams its answer. It is a global, not a module.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
import type { Writable } from 'node:stream';

/** What an HTTP integration is told before the body. */
export interface ResponseHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LambdaContext {
  readonly awsRequestId: string;
}

type StreamingHandler = (event: unknown, stream: Writable, context: LambdaContext) => Promise<void>;

interface LambdaRuntime {
  /** The function's answer is what the handler writes; it is complete when the stream has been ended and the promise resolves. */
  streamifyResponse(handler: StreamingHandler): unknown;
  readonly HttpResponseStream: {
    /** Writes the head as JSON and eight null bytes in front of the first byte of the body. */
    from(stream: Writable, head: ResponseHead): Writable;
  };
}

declare const awslambda: LambdaRuntime;

/** @example exports.handler = streaming(async (event, stream) => …); */
export function streaming(handler: StreamingHandler): unknown {
  return awslambda.streamifyResponse(handler);
}

export function httpResponse(stream: Writable, head: ResponseHead): Writable {
  return awslambda.HttpResponseStream.from(stream, head);
}
