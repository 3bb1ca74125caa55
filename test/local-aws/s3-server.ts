import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

export interface S3Server extends LoopbackServer {
  /** Objects by `bucket/key`. */
  readonly objects: Map<string, Buffer>;
  /** Requests, oldest first: method, `bucket/key`, headers. */
  readonly requests: { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Error code and status that every request gets; undefined: none. */
  refusal: { readonly status: number; readonly code: string } | undefined;
  /** Runs before an object is put: what somebody else does at the same moment. */
  beforePut: ((path: string) => void) | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/**
 * As much of S3 as delivering bundles needs: objects that are put and read under conditions, in buckets of one account. Path style alone.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
export async function startS3(accountId: string, buckets: readonly string[]): Promise<S3Server> {
  const state: Omit<S3Server, keyof LoopbackServer> = {
    objects: new Map(),
    requests: [],
    refusal: undefined,
    beforePut: undefined,
  };
  const answer = (request: IncomingMessage, path: string, body: Buffer): Answer => {
    const owner = request.headers['x-amz-expected-bucket-owner'];
    if (state.refusal !== undefined) return refused(state.refusal.status, state.refusal.code);
    if (!buckets.includes(path.split('/')[0] ?? '')) return refused(404, 'NoSuchBucket');
    if (owner !== undefined && owner !== accountId) return refused(403, 'AccessDenied');
    return request.method === 'PUT' ? put(state, path, body, request.headers) : get(state, path, request.headers);
  };
  const server = await startLoopbackServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname.slice(1));
    state.requests.push({ method: request.method ?? '', path, headers: request.headers });
    const { status, headers, body } = answer(request, path, await buffer(request));
    response.writeHead(status, headers).end(body);
  });
  return Object.assign(state, server);
}

function put(state: Omit<S3Server, keyof LoopbackServer>, path: string, body: Buffer, headers: IncomingHttpHeaders) {
  state.beforePut?.(path);
  const present = state.objects.get(path);
  if (headers['if-none-match'] === '*' && present !== undefined) return refused(412, 'PreconditionFailed');
  const wanted = headers['if-match'];
  if (wanted !== undefined && present === undefined) return refused(404, 'NoSuchKey');
  if (wanted !== undefined && present !== undefined && wanted !== tagOf(present))
    return refused(412, 'PreconditionFailed');
  state.objects.set(path, body);
  return { status: 200, headers: { etag: tagOf(body), 'x-amz-version-id': '1' } };
}

function get(state: Omit<S3Server, keyof LoopbackServer>, path: string, headers: IncomingHttpHeaders): Answer {
  const found = state.objects.get(path);
  if (found === undefined) return refused(404, 'NoSuchKey');
  const etag = tagOf(found);
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
  return { status: 200, headers: { etag }, body: found };
}

function refused(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}
