import { type ClientHttp2Session, connect } from 'node:http2';
import { type Credentials, type Header, signRequest } from '../faults/sign-request.ts';
import type { HostileRequest, SignatureFlaw } from './hostile-requests.ts';
import { closed, type Exchange, hung, RawConnection } from './raw-connection.ts';

/** By application; `sts`: the workload's own keys, with which roles are assumed. */
export type Wallet = Readonly<Record<string, Credentials>>;

/** Longer than any bound of the hub that ends an answered exchange (two seconds for the rest of a refused body). */
const withinMs = 15_000;

/** Sends hostile requests over one keep-alive connection, and a new one where that was lost. */
export class HostileSender {
  readonly #port: number;
  readonly #wallet: Wallet;
  #connection: RawConnection | undefined;

  constructor(port: number, wallet: Wallet) {
    this.#port = port;
    this.#wallet = wallet;
  }

  async send(request: HostileRequest): Promise<Exchange> {
    if (request.raw !== undefined) return this.#sendAlone(request.raw);
    const bytes = renderHttp1(request, this.#headersOf(request));
    // What follows such a request on its connection would be read as a part of it.
    if (request.framing.startsWith('length-')) return this.#sendAlone(bytes);
    if (this.#connection?.reusable !== true) this.#renew();
    return this.#exchange(bytes, request.method === 'HEAD');
  }

  close(): void {
    this.#connection?.close();
  }

  #exchange(bytes: Uint8Array, bodiless: boolean): Promise<Exchange> {
    const connection = this.#connection ?? this.#renew();
    return connection.exchange(bytes, { bodiless, withinMs });
  }

  #renew(): RawConnection {
    this.#connection?.close();
    this.#connection = new RawConnection(this.#port);
    return this.#connection;
  }

  async #sendAlone(bytes: Uint8Array): Promise<Exchange> {
    const connection = new RawConnection(this.#port);
    const exchange = await connection.exchange(bytes, { halfClose: true, withinMs });
    connection.close();
    return exchange;
  }

  #headersOf(request: HostileRequest): Header[] {
    return hostileHeaders(request, `127.0.0.1:${this.#port}`, this.#wallet);
  }
}

/** The same requests over HTTP/2 with prior knowledge, one connection for all. */
export class HostileHttp2Sender {
  readonly #authority: string;
  readonly #wallet: Wallet;
  #session: ClientHttp2Session | undefined;

  constructor(port: number, wallet: Wallet) {
    this.#authority = `127.0.0.1:${port}`;
    this.#wallet = wallet;
  }

  send(request: HostileRequest): Promise<Exchange> {
    const { promise, resolve } = Promise.withResolvers<Exchange>();
    const own = Object.fromEntries(hostileHeaders(request, this.#authority, this.#wallet));
    const stream = this.#open().request({ ':method': request.method, ':path': request.path, ...own });
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: Record<string, string> = {};
    const timer = setTimeout(() => resolve(hung), withinMs);
    stream.on('response', (received) => {
      status = Number(received[':status']);
      headers = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, String(value)]));
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => undefined);
    stream.on('close', () => {
      clearTimeout(timer);
      resolve(status === 0 ? closed : { status, headers, body: Buffer.concat(chunks) });
    });
    stream.end(request.body);
    return promise;
  }

  close(): void {
    this.#session?.destroy();
  }

  #open(): ClientHttp2Session {
    if (this.#session === undefined || this.#session.closed || this.#session.destroyed) {
      this.#session = connect(`http://${this.#authority}`);
      this.#session.on('error', () => undefined);
    }
    return this.#session;
  }
}

function renderHttp1(request: HostileRequest, headers: readonly Header[]): Buffer {
  const { body, framing } = request;
  const offset = framing === 'length-too-long' ? 7 : framing === 'length-too-short' ? -7 : 0;
  const length: Header =
    framing === 'chunked' ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length + offset)];
  const lines = [...headers, length].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`${request.method} ${request.path} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
  if (framing !== 'chunked') return Buffer.concat([head, body]);
  const middle = body.length >> 1;
  return Buffer.concat([head, chunk(body.subarray(0, middle)), chunk(body.subarray(middle)), chunk(new Uint8Array())]);
}

function chunk(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

const region = 'us-east-1';

/** Host and the request's own headers, signed well or with exactly one flaw. */
function hostileHeaders(request: HostileRequest, host: string, wallet: Wallet): Header[] {
  const all: Header[] = [['host', host]];
  const { signing, headers } = request;
  if (signing === undefined) return [...all, ...headers];
  const credentials = wallet[signing.application];
  if (credentials === undefined) throw new Error(`The test has no credentials of ${signing.application}.`);
  const service = signing.application === 'sts' ? 'sts' : 'bedrock';
  const unsigned = { method: request.method, path: request.path, host, headers, body: request.body };
  const flawed = flaws[signing.flaw];
  return [...all, ...flawed(unsigned, credentials, { region, service })];
}

type Sign = (...signing: Parameters<typeof signRequest>) => Header[];
const quarterHour = 900_000;

const flaws: Readonly<Record<SignatureFlaw, Sign>> = {
  none: signRequest,
  'wrong-secret': (request, keys, scope) => signRequest(request, { ...keys, secretAccessKey: 'x'.repeat(40) }, scope),
  'no-token': (request, { accessKeyId, secretAccessKey }, scope) =>
    signRequest(request, { accessKeyId, secretAccessKey }, scope),
  'other-token': (request, keys, scope) => signRequest(request, { ...keys, sessionToken: 'AAAA' }, scope),
  stale: (request, keys, scope) => signRequest(request, keys, scope, Date.now() - quarterHour),
  early: (request, keys, scope) => signRequest(request, keys, scope, Date.now() + quarterHour),
  'other-region': (request, keys, scope) => signRequest(request, keys, { ...scope, region: 'eu-west-1' }),
  'other-service': (request, keys, scope) => signRequest(request, keys, { ...scope, service: 's3' }),
  'body-changed': (request, keys, scope) => signRequest({ ...request, body: Buffer.from('{}') }, keys, scope),
  'path-changed': (request, keys, scope) => signRequest({ ...request, path: '/apps/x/model/y/invoke' }, keys, scope),
  'header-unsigned': (request, keys, scope) => [...signRequest(request, keys, scope), ['x-gatehouse-user', 'root']],
  'unknown-key': (request, keys, scope) =>
    signRequest(request, { ...keys, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }, scope),
  bearer: (request) => [...request.headers, ['authorization', 'Bearer bedrock-api-key']],
  garbage: (request, keys, scope) =>
    signRequest(request, keys, scope).map(([name, value]) =>
      name === 'authorization' ? [name, value.replace(/[,=]/g, ';')] : [name, value],
    ),
};
