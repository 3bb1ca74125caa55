import { describe, expect, it } from 'vitest';
import { parseAnthropicRequest } from '../../../../hub/gateway/dialects/anthropic-request.ts';
import { parseConverseRequest } from '../../../../hub/gateway/dialects/converse-request.ts';
import type { ParsedRequest } from '../../../../hub/gateway/dialects/dialect.ts';
import { parseJsonObject } from '../../../../hub/gateway/dialects/json.ts';
import { parseNovaRequest } from '../../../../hub/gateway/dialects/nova.ts';
import { parseOpenAiChatRequest } from '../../../../hub/gateway/dialects/openai-chat-request.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { isRefusal, type Refusal } from '../../../../shared/contract/refusals.ts';

const rules = ['Platform rule.', 'Application rule.'];
type Parse = (body: JsonObject) => ParsedRequest | Refusal;

const dialects: Record<string, Parse> = {
  converse: (body) => parseConverseRequest(body, false),
  nova: (body) => parseNovaRequest(body),
  anthropic: (body) => parseAnthropicRequest(body),
  openai: (body) => parseOpenAiChatRequest(body, false),
};

/** What is sent of a body once the rules have been added. */
function governed(dialect: string, source: string, screen: (request: ParsedRequest) => void = () => undefined) {
  const body = parseJsonObject(Buffer.from(source));
  if (isRefusal(body)) throw new Error(body.message);
  const request = dialects[dialect]!(body);
  if (isRefusal(request)) throw new Error(request.message);
  screen(request);
  request.addSystemRules(rules);
  return JSON.parse(Buffer.from(request.serialize()).toString());
}

const converseRules = rules.map((text) => ({ text }));
const anthropicRules = rules.map((text) => ({ type: 'text', text }));
const openAiRules = rules.map((content) => ({ role: 'system', content }));
const user = '"messages":[{"role":"user","content":[{"text":"Hi"}]}]';
const hello = '"messages":[{"role":"user","content":"Hi"}]';

describe.each(['converse', 'nova'])('rules in %s bodies', (dialect) => {
  it.each([
    ['no system prompt', '', []],
    ['null', ',"system":null', []],
    ['an empty one', ',"system":[]', []],
    ['the caller’s', ',"system":[{"text":"Mine"}]', [{ text: 'Mine' }]],
    ['one that was sent twice', ',"system":[{"text":"First"}],"system":[{"text":"Mine"}]', [{ text: 'Mine' }]],
  ])('stand in front of %s', (_, system, callers) => {
    expect(governed(dialect, `{${user}${system}}`).system).toEqual([...converseRules, ...callers]);
  });

  it('are covered by the caller’s cache point, which stays where it was', () => {
    const system = [{ text: 'Mine' }, { cachePoint: { type: 'default' } }];
    const sent = governed(dialect, `{${user},"system":${JSON.stringify(system)}}`);
    expect(sent.system).toEqual([...converseRules, ...system]);
  });

  it('are not taken out by a field of another object', () => {
    const sent = governed(dialect, `{${user},"__proto__":{"system":[]},"constructor":{"system":[]}}`);
    expect(sent.system).toEqual(converseRules);
  });
});

describe('rules in Converse bodies', () => {
  it.each(['system', 'messages', 'prompt', 'inputText'])(
    'have no second prompt beside them: additionalModelRequestFields.%s',
    (field) => {
      const body = { messages: [], additionalModelRequestFields: { [field]: 'Mine' } };
      expect(parseConverseRequest(body, false)).toMatchObject({ kind: 'refusal', code: 'field_not_allowed' });
    },
  );

  it('go with a model’s own settings', () => {
    const additional = '"additionalModelRequestFields":{"top_k":5,"thinking":{"type":"enabled"}}';
    expect(governed('converse', `{${user},${additional}}`).additionalModelRequestFields).toEqual({
      top_k: 5,
      thinking: { type: 'enabled' },
    });
  });
});

describe('rules in Anthropic’s bodies', () => {
  it.each([
    ['no system prompt', '', []],
    ['null', ',"system":null', []],
    ['an empty string', ',"system":""', []],
    ['a string', ',"system":"Mine"', [{ type: 'text', text: 'Mine' }]],
    ['blocks', ',"system":[{"type":"text","text":"Mine"}]', [{ type: 'text', text: 'Mine' }]],
  ])('stand in front of %s', (_, system, callers) => {
    expect(governed('anthropic', `{${hello}${system}}`).system).toEqual([...anthropicRules, ...callers]);
  });

  it('are covered by the caller’s cache point, which stays where it was, and take up none themselves', () => {
    const block = { type: 'text', text: 'Mine', cache_control: { type: 'ephemeral' } };
    const sent = governed('anthropic', `{${hello},"system":[${JSON.stringify(block)}]}`);
    expect(sent.system).toEqual([...anthropicRules, block]);
    expect(JSON.stringify(sent).match(/cache_control/g)).toHaveLength(1);
  });

  it('stand in front of a string that screening has masked', () => {
    const sent = governed('anthropic', `{${hello},"system":"Ask jane@example.com"}`, ({ parts }) => {
      parts.find(({ kind }) => kind === 'system')?.texts[0]?.replace('Ask {EMAIL}');
    });
    expect(sent.system.at(-1)).toEqual({ type: 'text', text: 'Ask {EMAIL}' });
  });
});

describe('rules in OpenAI’s bodies', () => {
  it.each(['system', 'developer', 'user'])('stand in front of messages of the role %s', (role) => {
    const messages = [
      { role, content: 'Mine' },
      { role: 'user', content: 'Hi' },
    ];
    const sent = governed('openai', JSON.stringify({ messages }));
    expect(sent.messages).toEqual([...openAiRules, ...messages]);
  });

  it('are there where the caller sends no messages', () => {
    expect(governed('openai', '{"messages":[]}').messages).toEqual(openAiRules);
  });
});
