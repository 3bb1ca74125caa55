import type { Fields } from '../fields.ts';
import { readFields } from './json-fields.ts';
import { type Call, type Protocol, requestId } from './protocol.ts';

const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };

/** Bedrock's control plane speaks REST with JSON: the operation is in the method and the path. Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const bedrockRest: Protocol = {
  door: {
    unsigned: 'MissingAuthenticationTokenException',
    expired: 'ExpiredTokenException',
    unknown: 'UnrecognizedClientException',
    denied: 'AccessDeniedException',
    throttled: 'ThrottlingException',
  },
  read({ method, url }, body) {
    const { pathname, searchParams } = new URL(url ?? '/', 'http://localhost');
    const [, collection = '', label = ''] = pathname.split('/');
    return callOf(`${method} ${collection}`, decoded(label), searchParams, body);
  },
  answer: ({ operation }, answer) => ({
    status: operation === 'PutResourcePolicy' ? 201 : 200,
    headers,
    body: JSON.stringify(answer),
  }),
  refuse: ({ code, message, status }) => ({
    status,
    headers: { ...headers, 'x-amzn-errortype': code },
    body: JSON.stringify({ message }),
  }),
};

function callOf(route: string, label: string, query: URLSearchParams, body: string): Call | undefined {
  const operation = (name: string, input: Fields | undefined): Call | undefined =>
    input === undefined ? undefined : { operation: name, input };
  switch (route) {
    case 'GET guardrails': {
      const version = query.get('guardrailVersion');
      const versioned = version === null ? {} : { guardrailVersion: version };
      return operation('GetGuardrail', { guardrailIdentifier: label, ...versioned });
    }
    case 'GET resource-policy':
      return operation('GetResourcePolicy', { resourceArn: label });
    case 'DELETE resource-policy':
      return operation('DeleteResourcePolicy', { resourceArn: label });
    case 'POST resource-policy':
      return operation('PutResourcePolicy', readFields(body));
    default:
      return undefined;
  }
}

function decoded(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}
