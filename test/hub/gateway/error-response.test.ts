import { describe, expect, it } from 'vitest';
import { errorResponse, internalErrorResponse } from '../../../hub/gateway/error-response.ts';
import type { OutboundResponse } from '../../../hub/gateway/http.ts';
import { refuse } from '../../../shared/contract/refusals.ts';

function bodyOf({ body }: OutboundResponse): unknown {
  return JSON.parse(new TextDecoder().decode(body as Uint8Array));
}

describe('an error response', () => {
  it("has Bedrock's status, type and body, and the refusal code", () => {
    const response = errorResponse(refuse('model_not_entitled', 'No such model for you.'), 'request-1');
    expect(response.status).toBe(403);
    expect(response.headers).toEqual({
      'content-type': 'application/json',
      'x-amzn-errortype': 'AccessDeniedException',
      'x-amzn-requestid': 'request-1',
      'x-gatehouse-refusal': 'model_not_entitled',
    });
    expect(bodyOf(response)).toEqual({ message: 'No such model for you.' });
  });

  it.each([
    [12, '12'],
    [0.2, '1'],
    [0, '0'],
  ])('tells to retry after %d seconds as %s', (seconds, header) => {
    expect(errorResponse(refuse('rate_exceeded', 'Slow down.', seconds), 'r').headers['retry-after']).toBe(header);
  });

  it.each([undefined, Number.POSITIVE_INFINITY])('promises nothing when the wait is %s', (seconds) => {
    expect(errorResponse(refuse('quota_exceeded', 'Too much.', seconds), 'r').headers).not.toHaveProperty(
      'retry-after',
    );
  });

  it('says nothing about what broke', () => {
    const response = internalErrorResponse('request-2');
    expect(response.status).toBe(500);
    expect(response.headers['x-amzn-errortype']).toBe('InternalServerException');
    expect(response.headers).not.toHaveProperty('x-gatehouse-refusal');
  });
});
