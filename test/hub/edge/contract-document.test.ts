import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { apiGatewayDocument } from '../../../hub/edge/contract/api-gateway-document.ts';
import { contractDocument } from '../../../hub/edge/contract/contract-document.ts';
import type { OpenApiOperation } from '../../../hub/edge/contract/openapi-types.ts';
import { parseRoute } from '../../../hub/gateway/route.ts';
import { headers } from '../../../shared/contract/headers.ts';
import { isStreaming, type Operation, operations } from '../../../shared/contract/operations.ts';
import { errorStatus, isRefusal, refusalTypes } from '../../../shared/contract/refusals.ts';

const document = contractDocument();
const integrated = {
  region: 'us-east-1',
  partition: 'aws',
  functionArn: 'arn:aws:lambda:us-east-1:999988887777:function:g',
};
const calls = Object.entries(document.paths).flatMap(([path, { post }]) =>
  post === undefined ? [] : [[path, post] as const],
);
const concrete = (path: string) => path.replace('{app}', 'claims').replace('{modelId}', 'amazon.nova-micro-v1%3A0');

describe('the contract', () => {
  it.each([
    ['for people', document],
    ['for API Gateway', apiGatewayDocument(integrated)],
  ])('is a valid OpenAPI document %s', async (_for, one) => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(one) as Record<string, unknown>);
    expect([valid, errors ?? []]).toEqual([true, []]);
    expect(validator.version).toBe('3.0');
  });

  it('has every route that the gateway serves, by its operation, and a health check besides', () => {
    const served = calls.map(([path, { operationId }]) => {
      const route = parseRoute('POST', concrete(path));
      return isRefusal(route) ? [path, 'refused'] : [operationId, route.operation];
    });
    expect(served).toEqual(Object.values(operations).map((operation) => [operation, operation]));
    expect(Object.keys(document.paths).filter((path) => !path.startsWith('/apps/'))).toEqual(['/healthz']);
  });

  it('says of every method that the caller signs', () => {
    const all = Object.values(document.paths).flatMap(({ get, post }) =>
      [get, post].filter((one) => one !== undefined),
    );
    expect(all).toHaveLength(calls.length + 1);
    for (const { security } of all) expect(security).toEqual([{ sigv4: [] }]);
  });

  it.each(calls)('documents every refusal with its status and type: %s', (_path, { responses }) => {
    for (const [code, type] of Object.entries(refusalTypes)) {
      const response = responses[String(errorStatus[type])];
      expect(response?.headers?.[headers.refusal]?.schema.enum).toContain(code);
      expect(response?.headers?.['x-amzn-errortype']?.schema.enum).toContain(type);
    }
    for (const [type, status] of Object.entries(errorStatus))
      expect(responses[String(status)]?.description).toContain(type);
  });

  it('answers the streaming operations as event streams, the others as JSON', () => {
    const typesOf = ({ responses }: OpenApiOperation) => Object.keys(responses['200']?.content ?? {});
    expect(calls.filter(([, { operationId }]) => isStreaming(operationId as Operation))).toHaveLength(2);
    for (const [, operation] of calls) {
      const streaming = isStreaming(operation.operationId as Operation);
      expect(typesOf(operation)).toEqual([streaming ? 'application/vnd.amazon.eventstream' : 'application/json']);
    }
  });

  it('names every header of the hub somewhere', () => {
    const text = JSON.stringify(document);
    for (const header of Object.values(headers)) expect(text).toContain(`"${header}"`);
  });

  it('refers to schemas that it has, by names that API Gateway takes for models', () => {
    const referred = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)/g)].map(([, name]) => name);
    expect(new Set(referred)).toEqual(new Set(Object.keys(document.components.schemas)));
    for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('leaves bodies open: what a client of Bedrock may send tomorrow is not refused at the edge', () => {
    for (const name of ['ConverseRequest', 'InvokeModelRequest', 'CountTokensRequest'])
      expect(document.components.schemas[name]).toMatchObject({ type: 'object', additionalProperties: {} });
  });
});
