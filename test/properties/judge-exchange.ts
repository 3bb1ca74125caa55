import { errorStatus, type RefusalCode, refusalTypes } from '../../shared/contract/refusals.ts';
import { decodeFrames } from '../hub/gateway/scripted-models.ts';
import type { HostileRequest } from './hostile-requests.ts';
import { closed, type Exchange, hung, type WireAnswer } from './raw-connection.ts';
import { marker } from './valid-calls.ts';

/** Refusals before anybody is known: there is no principal to record them under. */
const unrecorded: readonly string[] = [
  'authentication_missing',
  'signature_invalid',
  'signature_expired',
  'signature_replayed',
  'credentials_unknown',
  'credentials_expired',
] satisfies RefusalCode[];
/** Refusals of the listener, which knows no signatures, besides. The gateway itself may give them too, and then records them. */
const listeners: readonly string[] = ['request_malformed', 'body_too_large'] satisfies RefusalCode[];

/** What is wrong with an exchange; undefined where the request met with what it deserves. */
export function problemOf(request: HostileRequest, exchange: Exchange): string | undefined {
  if (exchange === hung) return 'no end within the time allowed';
  if (exchange === closed) {
    return request.expectation === 'answer' ? 'the connection ended without an answer' : undefined;
  }
  if (request.method === 'HEAD') return exchange.status >= 500 ? `status ${exchange.status}` : undefined;
  return request.path === '/' ? problemOfSts(exchange) : problemOfCall(request, exchange);
}

function problemOfCall(request: HostileRequest, answer: WireAnswer): string | undefined {
  const problem = answer.status === 200 ? problemOfAnswer(answer) : problemOfError(answer);
  if (problem !== undefined) return problem;
  const code = answer.headers['x-gatehouse-refusal'];
  if (request.refusal !== undefined && code !== request.refusal) return `refused as ${code}, not ${request.refusal}`;
  return problemOfAuthentication(request, answer, code);
}

function problemOfAuthentication(request: HostileRequest, answer: WireAnswer, code = ''): string | undefined {
  const flaw = request.signing?.flaw;
  if (request.raw === undefined && flaw !== 'none') {
    return unrecorded.includes(code)
      ? undefined
      : `${flaw ?? 'unsigned'}: status ${answer.status}, ${code || 'let in'}`;
  }
  const recorded = answer.headers['x-gatehouse-record'] !== undefined;
  if (recorded || unrecorded.includes(code) || listeners.includes(code)) return undefined;
  return `an authenticated call without a record (${answer.status} ${code})`;
}

function problemOfAnswer({ headers, body }: WireAnswer): string | undefined {
  const type = headers['content-type'];
  if (type === 'application/vnd.amazon.eventstream') {
    const last = decodeFrames(body).at(-1);
    return last === undefined ? 'an empty stream' : undefined;
  }
  if (type !== 'application/json') return `an answer of type ${type}`;
  return isJson(body) ? undefined : 'an answer that is not JSON';
}

function problemOfError({ status, headers, body }: WireAnswer): string | undefined {
  const type = headers['x-amzn-errortype'] ?? '';
  if (status < 400 || status > 499) return `status ${status}, type ${type}, code ${headers['x-gatehouse-refusal']}`;
  if (!Object.hasOwn(errorStatus, type)) return `status ${status} with the error type ${type}`;
  if (errorStatus[type as keyof typeof errorStatus] !== status) return `${type} with status ${status}`;
  const code = headers['x-gatehouse-refusal'];
  if (code !== undefined && refusalTypes[code as RefusalCode] !== type) return `${code} as ${type}`;
  const text = body.toString();
  if (text.includes(marker)) return `content in a message (${type}, ${code})`;
  if (!isJson(body)) return 'an error that is not JSON';
  const error = JSON.parse(text) as { message?: unknown };
  return typeof error.message === 'string' && error.message !== '' ? undefined : 'an error without a message';
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function problemOfSts({ status, headers, body }: WireAnswer): string | undefined {
  if (headers['content-type'] !== 'text/xml') return `STS answered ${status} as ${headers['content-type']}`;
  const text = body.toString();
  if (text.includes(marker)) return 'content in an STS error';
  if (status === 200)
    return /<(AssumeRole|GetCallerIdentity)Result>/.test(text) ? undefined : 'an STS answer without result';
  if (status < 400 || status > 499) return `STS status ${status}`;
  return /<Error><Type>Sender<\/Type><Code>\w+<\/Code><Message>[^<]+<\/Message>/.test(text)
    ? undefined
    : 'an STS error that is not one';
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
