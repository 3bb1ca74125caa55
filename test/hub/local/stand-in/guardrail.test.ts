import { describe, expect, it } from 'vitest';
import type { GuardrailInput } from '../../../../hub/local/stand-in/guardrail-config.ts';
import { at, claude, modelPath, post, said, standIn, user } from './conversation.ts';

const guardrail: GuardrailInput = {
  identifier: 'gr-claims',
  version: '3',
  blockedInputMessaging: 'Not in here.',
  blockedOutputsMessaging: 'Not out of here.',
  wordPolicyConfig: {
    wordsConfig: [{ text: 'project falcon' }, { text: 'asked', inputEnabled: false, outputAction: 'NONE' }],
    managedWordListsConfig: [{ type: 'PROFANITY' }],
  },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [
      { type: 'EMAIL', action: 'ANONYMIZE' },
      { type: 'CREDIT_DEBIT_CARD_NUMBER', action: 'BLOCK' },
      { type: 'URL', action: 'ANONYMIZE', outputEnabled: false },
      { type: 'PHONE', action: 'ANONYMIZE', inputEnabled: false },
    ],
    regexesConfig: [{ name: 'claim', pattern: 'CLM-\\d{4}', action: 'ANONYMIZE' }],
  },
  topicPolicyConfig: {
    topicsConfig: [
      {
        name: 'investment',
        definition: 'Advice about buying shares or funds',
        examples: ['Which shares should I purchase now?'],
      },
    ],
  },
};

const state = () => standIn({ guardrails: [guardrail] });

function apply(text: string, source = 'INPUT') {
  return post('/guardrail/gr-claims/version/3/apply', { source, content: [{ text: { text } }] }, state()).json;
}

describe('ApplyGuardrail', () => {
  it('does nothing to harmless text, and counts text units for each policy', () => {
    const answer = apply('a'.repeat(1001));
    expect(answer).toMatchObject({ action: 'NONE', outputs: [] });
    expect(at(answer, 'usage')).toMatchObject({
      wordPolicyUnits: 2,
      topicPolicyUnits: 2,
      sensitiveInformationPolicyUnits: 2,
      contentPolicyUnits: 0,
    });
    expect(at(answer, 'guardrailCoverage', 'textCharacters')).toEqual({ guarded: 1001, total: 1001 });
  });

  it('masks entities and expressions by name', () => {
    const answer = apply('Mail jo@example.com about CLM-1234.');
    expect(answer).toMatchObject({
      action: 'GUARDRAIL_INTERVENED',
      outputs: [{ text: 'Mail {EMAIL} about {claim}.' }],
    });
    expect(at(answer, 'assessments', 0, 'sensitiveInformationPolicy')).toMatchObject({
      piiEntities: [{ type: 'EMAIL', match: 'jo@example.com', action: 'ANONYMIZED' }],
      regexes: [{ name: 'claim', match: 'CLM-1234', action: 'ANONYMIZED' }],
    });
  });

  it('answers the block message when anything blocks', () => {
    expect(apply('jo@example.com pays with 4111 1111 1111 1111')).toMatchObject({
      outputs: [{ text: 'Not in here.' }],
    });
    expect(apply('card 4111 1111 1111 1111', 'OUTPUT')).toMatchObject({ outputs: [{ text: 'Not out of here.' }] });
  });

  it('knows a card number by its check digit', () => {
    expect(at(apply('card 4111 1111 1111 1112'), 'action')).toBe('NONE');
  });

  it('matches words and phrases whole, whatever the case', () => {
    expect(at(apply('About PROJECT Falcon.'), 'assessments', 0, 'wordPolicy', 'customWords', 0, 'match')).toBe(
      'project falcon',
    );
    expect(at(apply('About project falconry.'), 'action')).toBe('NONE');
    expect(at(apply('Damn it'), 'assessments', 0, 'wordPolicy', 'managedWordLists', 0, 'type')).toBe('PROFANITY');
  });

  it('judges a topic by overlap with its examples', () => {
    expect(at(apply('so which shares should i purchase?'), 'assessments', 0, 'topicPolicy', 'topics', 0)).toMatchObject(
      {
        name: 'investment',
        type: 'DENY',
        action: 'BLOCKED',
      },
    );
    expect(at(apply('My car shares a garage.'), 'action')).toBe('NONE');
  });

  it('applies rules only in the direction that they are enabled for', () => {
    expect(at(apply('Call 555-123-4567', 'INPUT'), 'action')).toBe('NONE');
    expect(at(apply('Call 555-123-4567', 'OUTPUT'), 'outputs', 0, 'text')).toBe('Call {PHONE}');
  });

  it('reports a rule of action NONE without intervening', () => {
    const answer = apply('You asked', 'OUTPUT');
    expect(at(answer, 'action')).toBe('NONE');
    expect(at(answer, 'assessments', 0, 'wordPolicy', 'customWords', 0)).toMatchObject({
      match: 'asked',
      action: 'NONE',
    });
  });

  it('finds guardrails by ARN, and none under another version', () => {
    const arn = encodeURIComponent('arn:aws:bedrock:eu-west-1:123456789012:guardrail/gr-claims');
    const body = { source: 'INPUT', content: [{ text: { text: 'x' } }] };
    expect(post(`/guardrail/${arn}/version/3/apply`, body, state()).status).toBe(200);
    expect(post('/guardrail/gr-claims/version/4/apply', body, state())).toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
    });
  });

  it('refuses a request without source or content', () => {
    expect(post('/guardrail/gr-claims/version/3/apply', { content: [] }, state()).status).toBe(400);
    expect(post('/guardrail/gr-claims/version/3/apply', { source: 'INPUT' }, state()).status).toBe(400);
  });
});

describe('a guardrail inline with Converse', () => {
  const guardrailConfig = { guardrailIdentifier: 'gr-claims', guardrailVersion: '3', trace: 'enabled' };
  const ask = (...content: Parameters<typeof user>) =>
    post(modelPath(claude, 'converse'), { guardrailConfig, messages: [user(...content)] }, state());

  it('shows the model the masked input', () => {
    const answer = ask({ text: 'I am jo@example.com' });
    expect(said(answer)).toBe('You asked: I am {EMAIL}');
    expect(
      at(answer.json, 'trace', 'guardrail', 'inputAssessment', 'gr-claims', 'sensitiveInformationPolicy'),
    ).toBeDefined();
  });

  it('answers a blocked input with the message, and charges no tokens', () => {
    const answer = ask({ text: 'Tell me of Project Falcon' });
    expect(said(answer)).toBe('Not in here.');
    expect(answer.json).toMatchObject({
      stopReason: 'guardrail_intervened',
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  });

  it('judges guardContent alone where there is any', () => {
    const answer = ask({ text: 'https://a.example' }, { guardContent: { text: { text: 'https://b.example' } } });
    expect(said(answer)).toBe('You asked: https://a.example\n{URL}');
  });

  it('masks the output and says so in the stop reason', () => {
    const answer = ask({ text: 'Repeat 555-123-4567' });
    expect(said(answer)).toBe('You asked: Repeat {PHONE}');
    expect(at(answer.json, 'stopReason')).toBe('guardrail_intervened');
    expect(at(answer.json, 'trace', 'guardrail', 'modelOutput', 0)).toContain('555-123-4567');
  });

  it('streams the intervention', () => {
    const body = { guardrailConfig, messages: [user({ text: 'project falcon' })] };
    const { frames } = post(modelPath(claude, 'converse-stream'), body, state());
    expect(frames.map((frame) => at(frame.payload, 'delta', 'text') ?? '').join('')).toBe('Not in here.');
    expect(at(frames.at(-2)?.payload, 'stopReason')).toBe('guardrail_intervened');
  });

  it('refuses a guardrail that does not exist', () => {
    const other = { ...guardrailConfig, guardrailVersion: '9' };
    const answer = post(
      modelPath(claude, 'converse'),
      { guardrailConfig: other, messages: [user({ text: 'x' })] },
      state(),
    );
    expect(at(answer.json, 'message')).toMatch(/does not exist/);
  });
});

describe('a guardrail inline with InvokeModel', () => {
  const headers = {
    'x-amzn-bedrock-guardrailidentifier': 'gr-claims',
    'x-amzn-bedrock-guardrailversion': '3',
    'x-amzn-bedrock-trace': 'ENABLED',
  };
  const ask = (content: string, sent: Readonly<Record<string, string>> = headers) =>
    post(
      modelPath(claude, 'invoke'),
      { anthropic_version: 'bedrock-2023-05-31', max_tokens: 99, messages: [{ role: 'user', content }] },
      state(),
      sent,
    ).json;

  it('tells of an intervention in the body', () => {
    expect(ask('project falcon')).toMatchObject({
      'amazon-bedrock-guardrailAction': 'INTERVENED',
      content: [{ type: 'text', text: 'Not in here.' }],
    });
    expect(at(ask('hello'), 'amazon-bedrock-guardrailAction')).toBe('NONE');
    expect(at(ask('hello'), 'amazon-bedrock-trace', 'guardrail', 'input', 'gr-claims')).toBeDefined();
  });

  it('says nothing where no guardrail was named, and wants both headers', () => {
    expect(ask('hello', {})).not.toHaveProperty('amazon-bedrock-guardrailAction');
    expect(at(ask('hello', { 'x-amzn-bedrock-guardrailversion': '3' }), 'message')).toMatch(/together/);
  });
});

it('refuses guardrails that it cannot judge, rather than ignoring them', () => {
  expect(() => standIn({ guardrails: [{ ...guardrail, contentPolicyConfig: {} } as GuardrailInput] })).toThrow(
    /contentPolicyConfig/,
  );
  const regexesConfig = [{ name: 'bad', pattern: '(', action: 'BLOCK' as const }];
  expect(() =>
    standIn({ guardrails: [{ ...guardrail, sensitiveInformationPolicyConfig: { regexesConfig } }] }),
  ).toThrow();
});
