import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isStreaming, operations, type PathAction } from '../../shared/contract/operations.ts';
import { askedDocument } from './asked-document.ts';
import { type ExactObject, isExactObject, parseExact } from './exact-json.ts';
import { minimalAnswer } from './minimal-answers.ts';

/** A request as it arrived where Amazon Bedrock would be. */
export interface Arrival {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: ExactObject;
  /** What it was answered, byte for byte. */
  readonly answered: Uint8Array;
}

export interface RecordingUpstream {
  readonly url: string;
  /** Answers from now on with exactly these bytes, unless the request asks for a document of its own; undefined: with the least answer that is valid. */
  answerWith(answer: Uint8Array | undefined): void;
  /** What has arrived since it was last asked. */
  take(): readonly Arrival[];
  close(): Promise<void>;
}

/** Stands where Amazon Bedrock would: keeps what it is sent, and answers as it is told. */
export async function startRecordingUpstream(): Promise<RecordingUpstream> {
  let arrivals: Arrival[] = [];
  let answer: Uint8Array | undefined;
  const server = createServer((request, response) => {
    receive(request, response, answer)
      .then((arrival) => arrivals.push(arrival))
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerWith(next) {
      answer = next;
    },
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

async function receive(request: IncomingMessage, response: ServerResponse, told?: Uint8Array): Promise<Arrival> {
  const path = request.url ?? '';
  const body = parseExact(Buffer.concat(await request.toArray()).toString());
  if (!isExactObject(body)) throw new TypeError('the gateway sent a body that is no JSON object');
  const action = path.slice(path.lastIndexOf('/') + 1) as PathAction;
  const document = askedDocument(action, body);
  const answered =
    document === undefined ? (told ?? minimalAnswer(action, body)) : minimalAnswer(action, body, document);
  response.writeHead(200, {
    'content-type': isStreaming(operations[action]) ? 'application/vnd.amazon.eventstream' : 'application/json',
    'content-length': answered.byteLength,
    'x-amzn-requestid': 'recorded',
    'x-amzn-bedrock-input-token-count': '1',
    'x-amzn-bedrock-output-token-count': '1',
  });
  response.end(answered);
  return { path, headers: request.headers, body, answered };
}
