import { headers as gatehouseHeaders } from '../../shared/contract/headers.ts';
import { type ErrorType, errorStatus, type Refusal, refusalTypes } from '../../shared/contract/refusals.ts';
import type { OutboundResponse } from './http.ts';

const encoder = new TextEncoder();

/**
 * A refusal in the form in which Bedrock answers errors (AWS restJson1), so that every SDK raises its typed exception and applies its
 * own retry policy. Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function errorResponse(refusal: Refusal, requestId: string): OutboundResponse {
  const type = refusalTypes[refusal.code];
  const response = bedrockError(type, refusal.message, requestId);
  const headers: Record<string, string> = { ...response.headers, [gatehouseHeaders.refusal]: refusal.code };
  const seconds = refusal.retryAfterSeconds;
  // RFC 9110 wants whole seconds. A call that no waiting makes fit (Infinity) gets no such promise.
  if (seconds !== undefined && Number.isFinite(seconds))
    headers['retry-after'] = String(Math.max(0, Math.ceil(seconds)));
  return { ...response, headers };
}

/** The answer when something broke: says that it did and nothing about what, because causes may quote content. */
export function internalErrorResponse(requestId: string): OutboundResponse {
  const message =
    'The gateway could not complete this call. Nothing was answered; quote the request id to the platform team.';
  return bedrockError('InternalServerException', message, requestId);
}

function bedrockError(type: ErrorType, message: string, requestId: string): OutboundResponse {
  return {
    status: errorStatus[type],
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type, 'x-amzn-requestid': requestId },
    body: encoder.encode(JSON.stringify({ message })),
  };
}
