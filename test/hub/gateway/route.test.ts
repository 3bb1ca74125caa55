import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoute } from '../../../hub/gateway/route.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';

const model = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const path = (modelId: string, action = 'converse') => `/apps/claims/model/${modelId}/${action}`;

describe('a path that is served', () => {
  it.each([
    ['converse', 'Converse', false],
    ['converse-stream', 'ConverseStream', true],
    ['invoke', 'InvokeModel', false],
    ['invoke-with-response-stream', 'InvokeModelWithResponseStream', true],
    ['count-tokens', 'CountTokens', false],
  ] as const)('%s is %s', (action, operation, streaming) => {
    expect(parseRoute('POST', path(model, action))).toEqual({
      application: 'claims',
      modelId: model,
      operation,
      streaming,
    });
  });

  it('may have its model id percent-encoded, as SDKs send it', () => {
    expect(parseRoute('POST', path(model.replace(':', '%3A')))).toMatchObject({ modelId: model });
    expect(parseRoute('POST', path(model.replace(':', '%3a')))).toMatchObject({ modelId: model });
  });

  it('may name the model by ARN', () => {
    const arn = `arn:aws:bedrock:us-east-1:999988887777:inference-profile/${model}`;
    expect(parseRoute('POST', path(encodeURIComponent(arn)))).toMatchObject({ modelId: arn });
  });
});

describe('a path that is not served', () => {
  it.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'post', ''])('is one with method "%s"', (method) => {
    expect(parseRoute(method, path(model))).toMatchObject({ kind: 'refusal', code: 'path_unknown' });
  });

  const tricks: readonly (readonly [what: string, path: string])[] = [
    ['no path', ''],
    ['the root', '/'],
    ['another prefix', `/app/claims/model/${model}/converse`],
    ['an unknown action', path(model, 'guardrail')],
    ['an action named like a member of every object', path(model, 'constructor')],
    ['the prototype as action', path(model, '__proto__')],
    ['an encoded action', path(model, '%63onverse')],
    ['an action in capitals', path(model, 'Converse')],
    ['a trailing slash', `${path(model)}/`],
    ['a doubled slash', `/apps/claims/model//${model}/converse`],
    ['a query', `${path(model)}?x=1`],
    ['a query within', `/apps/claims/model/${model}?/converse`],
    ['a fragment', `${path(model)}#x`],
    ['an empty application', `/apps//model/${model}/converse`],
    ['an application that is too long', `/apps/${'a'.repeat(65)}/model/${model}/converse`],
    ['an empty model', '/apps/claims/model//converse'],
    ['a slash in the model that is not encoded', path('a/b')],
    ['a traversal', path('..%2F..%2Fjobs')],
    ['a traversal within', path('a%2F..%2Fb')],
    ['a traversal encoded twice', path('%252e%252e%252f')],
    ['an encoded NUL', path('a%00b')],
    ['an encoded line break', path('a%0d%0ab')],
    ['an encoded space', path('a%20b')],
    ['a model encoded twice', path(model.replace(':', '%253A'))],
    ['a broken escape', path('a%zz')],
    ['a cut escape', path('a%3')],
    ['UTF-8 that is not', path('a%ff%fe')],
    ['an overlong slash', path('a%c0%afb')],
    ['letters that only look like ASCII', path('%EF%BD%81mazon')],
    ['a model that begins with a separator', path('%3Aa')],
    ['a model that is too long', path('a'.repeat(513))],
    ['a path that is absurdly long', path('a'.repeat(1_000_000))],
    ['an absolute form', `http://hub${path(model)}`],
    ['a line break at the end', `${path(model)}\n`],
  ];

  it.each(tricks)('is %s', (_, trick) => {
    expect(parseRoute('POST', trick)).toMatchObject({ kind: 'refusal', code: 'path_unknown' });
  });

  it('is told what is served, and is not quoted', () => {
    const refusal = parseRoute('POST', '/apps/claims/model/zanzibar/unknown');
    expect(refusal).toMatchObject({ message: expect.stringContaining('/apps/{application}') });
    expect(JSON.stringify(refusal)).not.toContain('zanzibar');
  });
});

it('answers a route or a refusal for whatever it is given, and no model id beyond the characters of ids and ARNs', () => {
  const segment = fc.oneof(fc.string(), fc.webPath(), fc.constantFrom('..', '%2e', '%2F', '%25', model, '\0'));
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 4 }), (segments) => {
      const route = parseRoute('POST', path(segments.join('')));
      if (isRefusal(route)) expect(route.code).toBe('path_unknown');
      else expect(route.modelId).toMatch(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9.:/_-]{0,511}$/);
    }),
  );
});
