import { readFields } from './json-fields.ts';
import type { Protocol } from './protocol.ts';
import { requestId } from './protocol.ts';

const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };

/** AWS JSON 1.1: the operation in a header, the input as JSON. Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function awsJson(targetPrefix: string): Protocol {
  return {
    door: {
      unsigned: 'MissingAuthenticationTokenException',
      expired: 'ExpiredTokenException',
      unknown: 'UnrecognizedClientException',
      denied: 'AccessDeniedException',
      throttled: 'TooManyRequestsException',
    },
    read({ headers: { 'x-amz-target': target } }, body) {
      const [prefix, operation] = String(target).split('.');
      const input = readFields(body === '' ? '{}' : body);
      return prefix !== targetPrefix || operation === undefined || input === undefined
        ? undefined
        : { operation, input };
    },
    answer: (_call, answer) => ({ status: 200, headers, body: JSON.stringify(answer) }),
    refuse: ({ code, message, status, fields }) => ({
      status,
      headers,
      body: JSON.stringify({ __type: code, Message: message, ...fields }),
    }),
  };
}
