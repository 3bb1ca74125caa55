import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PathAction } from '../../shared/contract/operations.ts';
import { type ExactObject, isExactObject, parseExact } from './exact-json.ts';
import { minimalAnswer } from './minimal-answers.ts';

/** A request as it arrived where Amazon Bedrock would be. */
export interface Arrival {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: ExactObject;
}

export interface RecordingUpstream {
  readonly url: string;
  /** What has arrived since it was last asked. */
  take(): readonly Arrival[];
  close(): Promise<void>;
}

/** Stands where Amazon Bedrock would: keeps what it is sent and gives the least answer that is valid. */
export async function startRecordingUpstream(): Promise<RecordingUpstream> {
  let arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    receive(request, response)
      .then((arrival) => arrivals.push(arrival))
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = arrivals;
      arrivals = [];
      return taken;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<Arrival> {
  const path = request.url ?? '';
  const body = parseExact(Buffer.concat(await request.toArray()).toString());
  if (!isExactObject(body)) throw new TypeError('the gateway sent a body that is no JSON object');
  const answer = minimalAnswer(path.slice(path.lastIndexOf('/') + 1) as PathAction, body);
  response.writeHead(200, {
    'content-type': answer.contentType,
    'content-length': answer.body.byteLength,
    'x-amzn-requestid': 'recorded',
    'x-amzn-bedrock-input-token-count': '1',
    'x-amzn-bedrock-output-token-count': '1',
  });
  response.end(answer.body);
  return { path, headers: request.headers, body };
}
