/**
 * `awslambda` as Lambda's Node runtime defines it, so far as functions use it.
 * Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client (HttpResponseStream.js, ResponseStream.js)
 */
import type { Writable } from 'node:stream';

export interface ResponseHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

type StreamingHandler = (event: unknown, stream: Writable, context: { awsRequestId: string }) => Promise<void>;

export const lambdaRuntime = {
  streamifyResponse(handler: StreamingHandler): StreamingHandler {
    return handler;
  },
  HttpResponseStream: {
    /** Nothing is written before the first piece of the body: as in Lambda, a stream that is ended without one has no head either. */
    from(stream: Writable, head: ResponseHead): Writable {
      const write = stream.write.bind(stream) as (piece: unknown, ...rest: unknown[]) => boolean;
      const writeFirst = (piece: unknown, ...rest: unknown[]): boolean => {
        stream.write = write as Writable['write'];
        write(JSON.stringify(head));
        write(new Uint8Array(8));
        return write(piece, ...rest);
      };
      stream.write = writeFirst as Writable['write'];
      return stream;
    },
  },
};
