import { describe, expect, it } from 'vitest';
import { apiGatewayDocument } from '../../../hub/edge/contract/api-gateway-document.ts';
import { contractDocument } from '../../../hub/edge/contract/contract-document.ts';
import { headers } from '../../../shared/contract/headers.ts';
import { type ErrorType, errorStatus, type RefusalCode, refusalTypes } from '../../../shared/contract/refusals.ts';

interface Method {
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-amazon-apigateway-auth': { readonly type: string };
  readonly 'x-amazon-apigateway-request-validator': string;
  readonly 'x-amazon-apigateway-integration': Readonly<Record<string, unknown>>;
}
interface Document {
  readonly servers?: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Method>>>>;
  readonly 'x-amazon-apigateway-request-validators': Readonly<Record<string, unknown>>;
  readonly 'x-amazon-apigateway-binary-media-types': readonly string[];
  readonly 'x-amazon-apigateway-gateway-responses': Readonly<
    Record<
      string,
      {
        readonly statusCode: string;
        readonly responseParameters: Readonly<Record<string, string>>;
        readonly responseTemplates: Readonly<Record<string, string>>;
      }
    >
  >;
}

const functionArn = 'arn:aws-us-gov:lambda:us-gov-west-1:999988887777:function:gatehouse-gateway';
const document = apiGatewayDocument({ region: 'us-gov-west-1', partition: 'aws-us-gov', functionArn }) as Document;
const methods = Object.entries(document.paths).flatMap(([path, byName]) =>
  Object.entries(byName).map(([name, method]) => [`${name} ${path}`, method] as const),
);
const calls = methods.filter(([name]) => name.startsWith('post /apps/'));
const edgeAnswers = Object.entries(document['x-amazon-apigateway-gateway-responses']);

describe('what API Gateway imports', () => {
  it('has the paths of the contract and no others', () => {
    expect(Object.keys(document.paths)).toEqual(Object.keys(contractDocument().paths));
    expect(calls).toHaveLength(5);
    expect(document.servers).toBeUndefined();
  });

  it.each(methods)('asks IAM and validates: %s', (_name, method) => {
    expect(method['x-amazon-apigateway-auth']).toEqual({ type: 'AWS_IAM' });
    const validator = method['x-amazon-apigateway-request-validator'];
    expect(document['x-amazon-apigateway-request-validators'][validator]).toEqual({
      validateRequestBody: true,
      validateRequestParameters: true,
    });
  });

  it.each(calls)('streams the gateway’s answer for up to fifteen minutes: %s', (_name, method) => {
    expect(method['x-amazon-apigateway-integration']).toMatchObject({
      type: 'aws_proxy',
      httpMethod: 'POST',
      responseTransferMode: 'STREAM',
      timeoutInMillis: 900_000,
      uri: `arn:aws-us-gov:apigateway:us-gov-west-1:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations`,
    });
  });

  it('answers health checks by itself', () => {
    const health = document.paths['/healthz']?.get;
    expect(health?.['x-amazon-apigateway-integration']).toMatchObject({
      type: 'mock',
      responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"status":"ok"}' } } },
    });
    expect(Object.keys(health?.responses ?? {})).toEqual(['200']);
  });

  it('takes no JSON for binary', () => {
    expect(document['x-amazon-apigateway-binary-media-types']).not.toContain('*/*');
    expect(document['x-amazon-apigateway-binary-media-types']).not.toContain('application/json');
  });
});

describe('errors of the edge', () => {
  it.each(edgeAnswers)(
    '%s: are in the form of Bedrock’s own',
    (_name, { statusCode, responseParameters, responseTemplates }) => {
      const header = (name: string) => responseParameters[`gatewayresponse.header.${name}`]?.replaceAll("'", '');
      const type = header('x-amzn-errortype') as ErrorType;
      expect(Number(statusCode)).toBe(errorStatus[type]);
      const code = header(headers.refusal) as RefusalCode | undefined;
      if (code !== undefined) expect(refusalTypes[code]).toBe(type);
      const { message } = JSON.parse(responseTemplates['application/json'] ?? '') as { message: string };
      expect(message.length).toBeGreaterThan(20);
    },
  );

  it('quote nothing of the request: no variable of API Gateway stands in them', () => {
    expect(JSON.stringify(edgeAnswers)).not.toMatch(/\$(?:context|input|util|method)|\$\{/);
  });

  it.each([
    ['ACCESS_DENIED', 403, 'AccessDeniedException'],
    ['INVALID_SIGNATURE', 403, 'InvalidSignatureException'],
    ['EXPIRED_TOKEN', 403, 'ExpiredTokenException'],
    ['MISSING_AUTHENTICATION_TOKEN', 403, 'MissingAuthenticationTokenException'],
    ['REQUEST_TOO_LARGE', 400, 'ValidationException'],
    ['THROTTLED', 429, 'ThrottlingException'],
    // Not sent again by SDKs: the call may still be charged.
    ['INTEGRATION_TIMEOUT', 408, 'ModelTimeoutException'],
    ['INTEGRATION_FAILURE', 503, 'ServiceUnavailableException'],
    ['DEFAULT_5XX', 500, 'InternalServerException'],
  ])('%s is %i %s', (name, status, type) => {
    const answer = document['x-amazon-apigateway-gateway-responses'][name];
    expect([answer?.statusCode, answer?.responseParameters['gatewayresponse.header.x-amzn-errortype']]).toEqual([
      String(status),
      `'${type}'`,
    ]);
  });

  it('say when to come back where an SDK waits', () => {
    expect(document['x-amazon-apigateway-gateway-responses'].THROTTLED?.responseParameters).toMatchObject({
      'gatewayresponse.header.retry-after': "'1'",
    });
  });
});
