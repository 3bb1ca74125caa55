import { contractDocument, healthPath } from './contract-document.ts';
import { gatewayResponses } from './gateway-responses.ts';
import type { OpenApiOperation } from './openapi-types.ts';

interface Integrated {
  readonly region: string;
  readonly partition: string;
  /** The function, or its alias, that serves every call. */
  readonly functionArn: string;
}

/** The longest that API Gateway waits for the end of a stream. */
const longestCallMilliseconds = 900_000;
const validator = 'body-and-parameters';

/**
 * The contract as API Gateway imports it: the same paths and schemas, with what is behind them. Every method asks for IAM authorization, and every call is streamed, because a function's
 * answer that is not would end after 29 seconds. Without servers: an import would make base paths of them.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
export function apiGatewayDocument(integrated: Integrated): object {
  const { servers: _, paths, ...contract } = contractDocument();
  return {
    ...contract,
    'x-amazon-apigateway-request-validators': {
      [validator]: { validateRequestBody: true, validateRequestParameters: true },
    },
    // What is text to API Gateway is handed on as text, so JSON bodies are not made a third longer by base64.
    'x-amazon-apigateway-binary-media-types': ['application/octet-stream', 'application/vnd.amazon.eventstream'],
    'x-amazon-apigateway-gateway-responses': gatewayResponses(),
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, { get, post }]) => [
        path,
        get === undefined ? { post: served(post, path, integrated) } : { get: served(get, path, integrated) },
      ]),
    ),
  };
}

function served(operation: OpenApiOperation, path: string, integrated: Integrated): object {
  return {
    ...operation,
    responses: statusesOf(operation),
    'x-amazon-apigateway-auth': { type: 'AWS_IAM' },
    'x-amazon-apigateway-request-validator': validator,
    'x-amazon-apigateway-integration': path === healthPath ? ownAnswer : byFunction(integrated),
  };
}

/** Answers pass through as they are: what is in them is for readers of the contract, and would be half of the template. */
function statusesOf({ responses }: OpenApiOperation): object {
  return Object.fromEntries(Object.entries(responses).map(([status, { description }]) => [status, { description }]));
}

/** Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
function byFunction({ region, partition, functionArn }: Integrated): object {
  return {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: `arn:${partition}:apigateway:${region}:lambda:path/2021-11-15/functions/${functionArn}/response-streaming-invocations`,
    responseTransferMode: 'STREAM',
    timeoutInMillis: longestCallMilliseconds,
    passthroughBehavior: 'when_no_match',
  };
}

/** API Gateway answers by itself. */
const ownAnswer = {
  type: 'mock',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  passthroughBehavior: 'never',
  responses: { default: { statusCode: '200', responseTemplates: { 'application/json': '{"status":"ok"}' } } },
};
