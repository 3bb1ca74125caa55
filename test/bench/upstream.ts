// The stand-in for Bedrock in the benchmark: the same prepared bytes for every call, so that it costs next to nothing.
// Its latency is set over the IPC channel: `{ kind: 'pace', latencyMs, gapMs }`.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { streamFrames, wholeAnswer } from './payload.ts';

export interface Pace {
  readonly kind: 'pace';
  /** Milliseconds until the answer, or its first event. */
  readonly latencyMs: number;
  /** Milliseconds between the events of a stream; 0: one event in each turn of the event loop. */
  readonly gapMs: number;
}

const whole = wholeAnswer();
const frames = streamFrames();
let pace: Pace = { kind: 'pace', latencyMs: 0, gapMs: 0 };
process.on('message', (message: { kind?: string }) => {
  if (message.kind === 'pace') pace = message as Pace;
});

const noIntervention = Buffer.from('{"action":"NONE","assessments":[],"outputs":[],"usage":{}}');
const requestId = '7a1d2b84-3c55-4c0f-9f0e-0123456789ab';

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => after(pace.latencyMs, () => answer(request.url ?? '', response)));
});
server.keepAliveTimeout = 120_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));

function answer(url: string, response: ServerResponse): void {
  if (url.endsWith('/converse')) answerJson(response, 200, whole);
  else if (url.endsWith('/converse-stream')) answerStream(response);
  else if (/^\/guardrail\/[^/]+\/version\/[^/]+\/apply$/.test(url)) answerJson(response, 200, noIntervention);
  else answerJson(response, 404, Buffer.from('{"message":"the benchmark stand-in has no such operation"}'));
}

function answerJson(response: ServerResponse, status: number, body: Buffer): void {
  const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-amzn-requestid': requestId };
  response.writeHead(status, headers).end(body);
}

function answerStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': requestId });
  const next = (at: number): void => {
    if (at === frames.length - 1) {
      response.end(frames[at]);
    } else {
      response.write(frames[at]);
      after(pace.gapMs, () => next(at + 1));
    }
  };
  next(0);
}

function after(delayMs: number, run: () => void): void {
  if (delayMs === 0) setImmediate(run);
  else setTimeout(run, delayMs);
}
