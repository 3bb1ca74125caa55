import { z } from 'zod';
import { bodySchemas, operationBodies } from '../../../shared/contract/bodies.ts';
import { headers } from '../../../shared/contract/headers.ts';
import { type Operation, operations } from '../../../shared/contract/operations.ts';
import type {
  OpenApiDocument,
  OpenApiHeader,
  OpenApiOperation,
  OpenApiParameter,
  OpenApiPath,
  OpenApiResponse,
} from './openapi-types.ts';
import { errorResponses } from './refusal-responses.ts';

/** Where a load balancer, or a person, sees that the edge is there. It asks no function. */
export const healthPath = '/healthz';
/** Of the paths below `/apps`, the part that is the same for all operations. */
export const modelPath = '/apps/{app}/model/{modelId}';
/** How a caller proves who it is: Signature Version 4 over the request. */
const signed = [{ sigv4: [] }];
const description =
  'Amazon Bedrock Runtime below /apps/{app}: set the endpoint of a Bedrock client to https://HOST/apps/APPLICATION, sign with service `execute-api`, and leave the rest as it is. Refusals are errors of Bedrock’s own types.';

/** Of the contract, not of a build: what it says changes less often than the code behind it. */
const version = '1.0.0';

/** What the hub serves, as an OpenAPI 3.0 document: the form that API Gateway imports. Every schema comes from the contract's own zod schemas, every error from its table of refusals. */
export function contractDocument(): OpenApiDocument {
  return {
    openapi: '3.0.3',
    info: { title: 'Gatehouse', version, description },
    servers: [
      {
        url: 'https://{host}',
        description: 'The hub, under the domain name of one of its edges',
        variables: { host: { default: 'genai.example.com', description: 'hub.edge in governance.yaml' } },
      },
    ],
    paths: { ...Object.fromEntries(modelPaths()), [healthPath]: { get: healthOperation() } },
    components: {
      schemas: Object.fromEntries(
        Object.entries(bodySchemas).map(([name, schema]) => [
          name,
          z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' }),
        ]),
      ),
      securitySchemes: {
        // API Gateway asks for this form: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
        sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      },
    },
  };
}

function modelPaths(): readonly (readonly [string, OpenApiPath])[] {
  return Object.entries(operations).map(([action, operation]) => [
    `${modelPath}/${action}`,
    { post: modelOperation(operation) },
  ]);
}

function modelOperation(operation: Operation): OpenApiOperation {
  const { request } = operationBodies[operation];
  return {
    operationId: operation,
    summary: `${operation} of Amazon Bedrock Runtime, governed`,
    security: signed,
    parameters,
    requestBody: { required: true, content: json(request) },
    responses: { '200': answer(operation), ...errorResponses() },
  };
}

const parameters: readonly OpenApiParameter[] = [
  {
    name: 'app',
    in: 'path',
    required: true,
    description: 'The caller’s own application. Who the caller is decides; another name here is refused.',
    schema: { type: 'string', pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 },
  },
  {
    name: 'modelId',
    in: 'path',
    required: true,
    description: 'Id of a model or inference profile, or the ARN of a profile, percent-encoded as SDKs send it.',
    schema: { type: 'string' },
  },
  {
    name: headers.purpose,
    in: 'header',
    required: false,
    description: 'Why the caller asks: one of the application’s purposes. Recorded as declared.',
    schema: { type: 'string', maxLength: 256 },
  },
  {
    name: headers.user,
    in: 'header',
    required: false,
    description: 'For whom the caller asks. Recorded as declared, never trusted for access.',
    schema: { type: 'string', maxLength: 256 },
  },
];

function answer(operation: Operation): OpenApiResponse {
  const { answer: body } = operationBodies[operation];
  const stream = body === 'stream';
  return {
    description: stream
      ? 'The answer as it is written, in Bedrock’s events. Its last event leaves when the call is on record.'
      : 'The answer. What screening blocks is an answer, too: stopReason is guardrail_intervened.',
    headers: answerHeaders(stream),
    content: stream
      ? { 'application/vnd.amazon.eventstream': { schema: { type: 'string', format: 'binary' } } }
      : json(body),
  };
}

function answerHeaders(stream: boolean): Readonly<Record<string, OpenApiHeader>> {
  const text = (meaning: string): OpenApiHeader => ({ description: meaning, schema: { type: 'string' } });
  const judged = {
    [headers.confidence]: text('Confidence in the answer, from 0 to 1, where the application’s policy asks for it.'),
    [headers.review]: text('`open` where a person will look at the answer.'),
  };
  return {
    [headers.record]: text('The record id.'),
    [headers.verdict]: {
      description: 'The strictest verdict of screening known when the headers left.',
      schema: { type: 'string', enum: ['passed', 'masked', 'blocked', 'not_run'] },
    },
    [headers.policy]: text('SHA-256 of the policy bundle that decided.'),
    ...(stream ? {} : judged),
  };
}

function healthOperation(): OpenApiOperation {
  const status = { type: 'string', enum: ['ok'] };
  return {
    operationId: 'Health',
    summary: 'Whether the edge is there',
    description: 'Says nothing about functions, models or calls: alarms watch those.',
    security: signed,
    responses: {
      '200': {
        description: 'The edge is there.',
        content: { 'application/json': { schema: { type: 'object', properties: { status }, required: ['status'] } } },
      },
    },
  };
}

function json(name: string): Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
}
