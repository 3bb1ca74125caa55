import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxyPath } from '../../../hub/gateway/proxy-path.ts';
import { parseRoute } from '../../../hub/gateway/route.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';

const resourcePath = '/apps/{app}/model/{modelId}/converse';
const at = (path: string, context: object = {}, query?: Record<string, string[]>) =>
  proxyPath({
    path,
    ...(query !== undefined && { multiValueQueryStringParameters: query }),
    requestContext: { stage: 'v1', resourcePath, ...context },
  });
const plain = '/apps/claims/model/nova/converse';

describe('proxyPath', () => {
  it.each([
    ['as the caller wrote it', plain],
    ['behind the stage', `/v1${plain}`],
    ['behind the base path of a custom domain', `/genai${plain}`],
    ['behind a base path of two segments', `/genai/hub${plain}`],
  ])('finds the path %s', (_what, path) => {
    expect(at(path)).toBe(plain);
  });

  it('finds the health check, too', () => {
    expect(at('/healthz', { resourcePath: '/healthz' })).toBe('/healthz');
    expect(at('/genai/healthz', { resourcePath: '/healthz' })).toBe('/healthz');
  });

  it('takes nothing but the stage off where the resource takes any path', () => {
    expect(at(`/genai${plain}`, { resourcePath: '/{proxy+}' })).toBe(`/genai${plain}`);
    expect(at(`/v1${plain}`, { resourcePath: '/{proxy+}' })).toBe(plain);
  });

  it.each([
    'arn:aws:bedrock:us-east-1:999988887777:inference-profile/us.amazon.nova-lite-v1:0',
    'us.amazon.nova-lite-v1:0',
    'amazon.nova-lite-v1:0',
  ])('leads to the same model whether API Gateway decoded it or not: %s', (modelId) => {
    for (const written of [modelId, encodeURIComponent(modelId), modelId.replaceAll('/', '%2F')])
      expect(parseRoute('POST', at(`/apps/claims/model/${written}/converse`))).toMatchObject({
        application: 'claims',
        modelId,
        operation: 'Converse',
      });
  });

  it('puts the query behind it, so that the router refuses it as it does locally', () => {
    const path = at(plain, {}, { a: ['1', '2'], 'b c': ['&'] });
    expect(path).toBe(`${plain}?a=1&a=2&b+c=%26`);
    expect(isRefusal(parseRoute('POST', path))).toBe(true);
  });

  it('never turns another application’s path into this one’s', () => {
    const segment = fc.string({ unit: fc.constantFrom('a', '/', '.', '%', '2', 'F', ':'), maxLength: 12 });
    fc.assert(
      fc.property(segment, segment, (model, tail) => {
        const route = parseRoute('POST', at(`/apps/claims/model/${model}/converse${tail}`));
        if (!isRefusal(route)) expect(route.application).toBe('claims');
      }),
    );
  });
});
