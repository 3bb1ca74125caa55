/**
 * A Lambda proxy event of a REST API as a request whose signature has been verified. API Gateway has verified it (IAM authorization), and alone says who signed:
 * `requestContext.identity.userArn`. Everything else in the event is what the caller sent.
 *
 * Only API Gateway may invoke the function: whoever else could, would choose his own principal. The function's resource policy sees to that.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
import * as z from 'zod/mini';
import { isRefusal, type Refusal, refuse } from '../../shared/contract/refusals.ts';
import { bodyTooLarge } from './body-too-large.ts';
import type { AuthenticatedRequest } from './hub.ts';
import { proxyPath } from './proxy-path.ts';
import { readHeaders } from './request-headers.ts';

const absent = z.nullish(z.record(z.string(), z.array(z.string())));

const ProxyEvent = z.object({
  httpMethod: z.string(),
  path: z.string(),
  multiValueHeaders: absent,
  multiValueQueryStringParameters: absent,
  body: z.nullish(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
  requestContext: z.object({
    stage: z.string(),
    resourcePath: z.nullish(z.string()),
    protocol: z.nullish(z.string()),
    /** Milliseconds since the epoch. */
    requestTimeEpoch: z.int().check(z.nonnegative()),
    identity: z.object({ userArn: z.nullish(z.string()), sourceIp: z.nullish(z.string()) }),
  }),
});

type ProxyEvent = z.output<typeof ProxyEvent>;

/** Lambda is not told when a caller leaves: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
const neverDisconnects = new AbortController().signal;

/** The request, or why it is none. Never throws, whatever the event holds. */
export function readProxyEvent(event: unknown, maxBodyBytes: number): AuthenticatedRequest | Refusal {
  const read = ProxyEvent.safeParse(event);
  if (!read.success)
    return refuse('request_malformed', 'The request did not reach the hub as API Gateway passes it on.');
  const { httpMethod, requestContext } = read.data;
  const { identity, protocol, requestTimeEpoch } = requestContext;
  if (identity.userArn === null || identity.userArn === undefined || identity.userArn === '') return unauthenticated();
  const headers = headersOf(read.data);
  if (isRefusal(headers)) return headers;
  const body = bodyOf(read.data, maxBodyBytes);
  if (isRefusal(body)) return body;
  return {
    method: httpMethod,
    path: proxyPath(read.data),
    headers,
    body,
    remoteAddress: identity.sourceIp ?? '',
    receivedAtMs: requestTimeEpoch,
    http: protocol?.startsWith('HTTP/2') === true ? '2' : '1.1',
    disconnected: neverDisconnects,
    principalArn: identity.userArn,
  };
}

/** What the edge adds about its own way here, some of it more than once. Nothing in the hub reads it. */
const edgeHeader = /^(?:x-forwarded-|cloudfront-|via$)/i;

/** From the lists alone: of a repeated header, `headers` of the event holds the last one, and so would hide that there was another. */
function headersOf({ multiValueHeaders }: ProxyEvent): Readonly<Record<string, string>> | Refusal {
  const raw = Object.entries(multiValueHeaders ?? {})
    .filter(([name]) => !edgeHeader.test(name))
    .flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  return readHeaders(raw);
}

function bodyOf({ body, isBase64Encoded }: ProxyEvent, maxBytes: number): Uint8Array | Refusal {
  if (body === null || body === undefined) return new Uint8Array();
  const encoding = isBase64Encoded === true ? 'base64' : 'utf8';
  const announced = Buffer.byteLength(body, encoding);
  if (announced > maxBytes) return bodyTooLarge(maxBytes);
  const bytes = Buffer.from(body, encoding);
  // Node leaves out what is not base64 instead of refusing it: what is screened must be all that was sent.
  if (bytes.byteLength !== announced) return refuse('request_malformed', 'The body did not reach the hub whole.');
  return bytes;
}

function unauthenticated(): Refusal {
  return refuse(
    'authentication_missing',
    'The request carries no IAM identity. Sign it with Signature Version 4, service execute-api, with credentials of your application’s caller role.',
  );
}
