// What Gatehouse is compared with: the least that a reverse proxy written for Node does. `proxy.ts UPSTREAM_PORT` pipes both ways;
// `proxy.ts UPSTREAM_PORT sigv4` verifies the caller's signature and signs anew, as any gateway in front of AWS must.
import { Agent, createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resignedHeaders } from './resign.ts';

const [upstreamPort = '', variant] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 256 });
const upstream = { agent, host: '127.0.0.1', port: Number(upstreamPort), method: 'POST' };

const server = createServer(variant === 'sigv4' ? verifyAndResign : pipeThrough);
server.keepAliveTimeout = 120_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () =>
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
process.on('SIGTERM', () => process.exit(0));

function pipeThrough(incoming: IncomingMessage, response: ServerResponse): void {
  const outgoing = open({ ...upstream, path: incoming.url, headers: incoming.headers });
  relay(outgoing, response);
  incoming.pipe(outgoing);
}

function verifyAndResign(incoming: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks);
    const path = incoming.url ?? '/';
    const headers = resignedHeaders(path, incoming.headers, body, `127.0.0.1:${upstreamPort}`);
    if (headers === undefined) {
      response.writeHead(403).end();
      return;
    }
    const outgoing = open({ ...upstream, path, headers });
    relay(outgoing, response);
    outgoing.end(body);
  });
}

function relay(outgoing: ReturnType<typeof open>, response: ServerResponse): void {
  outgoing.setNoDelay(true);
  outgoing.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
}
