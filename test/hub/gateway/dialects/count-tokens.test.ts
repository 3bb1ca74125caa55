import { describe, expect, it } from 'vitest';
import type { BodyFormat } from '../../../../shared/config/bundle.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { bodyOf, dialectFor, maskAll, request, sent, textsOf, tryRequest } from './dialect-cases.ts';

const encode = (body: unknown) => Buffer.from(JSON.stringify(body)).toString('base64');
const invoke = (body: unknown) => ({ input: { invokeModel: { body: encode(body) } } });

describe('CountTokens', () => {
  it('screens a Converse prompt', () => {
    const converse = {
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
      system: [{ text: 'be brief' }],
      toolConfig: { tools: [{ toolSpec: { name: 'lookup', inputSchema: { json: {} } } }] },
      additionalModelRequestFields: { a: 'b' },
    };
    const parsed = request(dialectFor('CountTokens'), { input: { converse } });
    expect(textsOf(parsed.parts)).toEqual(['hi', 'be brief', 'lookup', 'b', 'a']);
    expect(parsed.parts[0]?.pointer).toBe('/input/converse/messages/0/content/0');
    expect([parsed.system, parsed.tools]).toEqual([converse.system, converse.toolConfig.tools]);
    expect([parsed.generates, parsed.unknownFields]).toEqual([false, []]);
  });

  it.each<[BodyFormat, object]>([
    ['anthropic-messages', { anthropic_version: 'x', max_tokens: 1, messages: [{ role: 'user', content: 'secret' }] }],
    ['nova-messages', { messages: [{ role: 'user', content: [{ text: 'secret' }] }] }],
    ['titan-embeddings', { inputText: 'secret' }],
  ])('screens a %s body inside base64, and sends it as screened', (format, body) => {
    const parsed = request(dialectFor('CountTokens', format), invoke(body));
    expect(textsOf(parsed.parts)).toEqual(['secret']);
    expect(parsed.parts[0]?.pointer.startsWith('/input/invokeModel/body/')).toBe(true);
    expect(sent(parsed)).toEqual(invoke(body));
    maskAll(parsed.parts);
    const inner = (sent(parsed) as { input: { invokeModel: { body: string } } }).input.invokeModel.body;
    expect(Buffer.from(inner, 'base64').toString()).toBe(JSON.stringify(body).replace('secret', '<text>'));
  });

  it.each<[string, BodyFormat, unknown, string]>([
    ['a body that it cannot read', 'none', invoke({ prompt: 'x' }), 'body_format_unknown'],
    ['no body', 'anthropic-messages', { input: { invokeModel: {} } }, 'body_invalid'],
    [
      'base64 that decoders read differently',
      'anthropic-messages',
      { input: { invokeModel: { body: 'e30=e30=' } } },
      'body_invalid',
    ],
    ['a body that is not JSON', 'anthropic-messages', { input: { invokeModel: { body: 'AAAA' } } }, 'body_not_json'],
    ['a body inside that does not fit', 'anthropic-messages', invoke({ messages: 5 }), 'body_invalid'],
    ['both forms at once', 'none', { input: { converse: {}, invokeModel: { body: 'e30=' } } }, 'body_invalid'],
  ])('refuses %s', (_what, format, body, code) => {
    const refusal = tryRequest(dialectFor('CountTokens', format), body);
    expect(isRefusal(refusal) && refusal.code).toBe(code);
  });

  it('names the place inside the inner body', () => {
    const refusal = tryRequest(dialectFor('CountTokens', 'anthropic-messages'), invoke({ messages: 5 }));
    expect(isRefusal(refusal) && refusal.message).toContain('/input/invokeModel/body/messages');
  });

  it('passes the count on', () => {
    const parsed = dialectFor('CountTokens').parseAnswer(bodyOf({ inputTokens: 42 }));
    expect([parsed.parts, sent(parsed)]).toEqual([[], { inputTokens: 42 }]);
  });
});
