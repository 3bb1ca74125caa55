import { describe, expect, it } from 'vitest';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer } from './scripted-models.ts';
import { conversePath, openTestHub, userSays } from './test-hub.ts';

const minute = (requests: number) => ({ requests, tokens: null, costNanos: null });
const uncapped = { requests: null, tokens: null, costNanos: null };

describe('a refused call', () => {
  const refusals = [
    [
      'another application’s path',
      { body: userSays('Hi'), path: conversePath.replace('claims', 'other') },
      403,
      'application_mismatch',
    ],
    [
      'a principal that is no caller role',
      { body: userSays('Hi'), principalArn: 'arn:aws:iam::999988887777:user/root' },
      403,
      'principal_unknown',
    ],
    [
      'a role whose name only begins alike',
      {
        body: userSays('Hi'),
        principalArn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-evil/claims',
      },
      403,
      'principal_unknown',
    ],
    [
      'the caller role’s name in another account',
      { body: userSays('Hi'), principalArn: 'arn:aws:sts::111122223333:assumed-role/gatehouse-caller-claims/claims' },
      403,
      'principal_unknown',
    ],
    [
      'a model that it is not entitled to',
      {
        body: userSays('Hi'),
        path: conversePath.replace('us.amazon.nova-lite-v1%3A0', 'us.anthropic.claude-opus-4-8'),
      },
      403,
      'model_not_entitled',
    ],
    [
      'a model that nobody knows',
      { body: userSays('Hi'), path: conversePath.replace('us.amazon.nova-lite-v1%3A0', 'constructor') },
      403,
      'model_not_entitled',
    ],
    [
      'an unknown purpose',
      { body: userSays('Hi'), headers: { 'x-gatehouse-purpose': 'fun' } },
      403,
      'purpose_not_allowed',
    ],
    [
      'more output than its cap',
      { body: { ...userSays('Hi'), inferenceConfig: { maxTokens: 501 } } },
      400,
      'output_cap_exceeded',
    ],
    ['a negative maximum', { body: { ...userSays('Hi'), inferenceConfig: { maxTokens: -5 } } }, 400, 'body_invalid'],
    [
      'a service tier that is not governed',
      { body: { ...userSays('Hi'), serviceTier: { type: 'priority' } } },
      400,
      'field_not_allowed',
    ],
    ['a body that is no JSON', { body: Buffer.from('{"messages":') }, 400, 'body_not_json'],
    ['a body that is no UTF-8', { body: Buffer.from([0x7b, 0xff, 0x7d]) }, 400, 'body_not_utf8'],
    ['a path that is no operation', { body: userSays('Hi'), path: '/apps/claims/model/x/delete' }, 404, 'path_unknown'],
    [
      'a declaration with a control character',
      { body: userSays('Hi'), headers: { 'x-gatehouse-user': 'a\u0007b' } },
      400,
      'request_malformed',
    ],
  ] as const;

  it.each(refusals)('refuses %s before any model, and records it', async (_, request, status, code) => {
    const { call, models, records, hub } = await openTestHub(testPolicy());
    const answer = await call(request);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-gatehouse-refusal']).toBe(code);
    expect(answer.json()).toEqual({ message: expect.any(String) });
    expect(models.calls).toEqual([]);
    const { intent, completion } = await records.get(answer.recordId);
    expect(intent?.reservation).toBeNull();
    expect(completion).toMatchObject({ outcome: 'refused', refusal: { code }, usage: null, content: null });
    expect((await hub.ledger.usage('claims', Date.now())).holds).toEqual([]);
  });

  it('refuses an unknown field by name in strict mode, and screens and records it in lenient mode', async () => {
    const body = { ...userSays('Hi'), brandNew: { note: 'mail jane@example.com' } };
    const strict = await openTestHub(testPolicy({ unknownFields: 'strict' }));
    const refused = await strict.call({ body });
    expect(refused.headers['x-gatehouse-refusal']).toBe('field_not_allowed');
    expect(refused.json().message).toContain('/brandNew');
    const lenient = await openTestHub(testPolicy());
    lenient.models.answers(converseAnswer('Hi'));
    const answered = await lenient.call({ body });
    expect(lenient.models.sentBody().brandNew).toEqual({ note: 'mail {EMAIL}' });
    expect((await lenient.records.get(answered.recordId)).intent?.request.unknownFields).toEqual(['/brandNew']);
  });

  it('refuses over the minute’s cap as ThrottlingException with retry-after', async () => {
    const { call, models } = await openTestHub(
      testPolicy({ limits: { maxOutputTokens: 500, minute: minute(1), day: uncapped, month: uncapped } }),
    );
    models.answers(converseAnswer('Hi'));
    expect((await call({ body: userSays('Hi') })).status).toBe(200);
    const second = await call({ body: userSays('Hi') });
    // The minute may turn between the two calls; then the second one fits and the third does not.
    const refused = second.status === 200 ? await call({ body: userSays('Hi') }) : second;
    expect(refused.status).toBe(429);
    expect(refused.headers['x-amzn-errortype']).toBe('ThrottlingException');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('refuses a single call that can never fit as a quota, which SDKs do not retry', async () => {
    const limits = {
      maxOutputTokens: 500,
      minute: uncapped,
      day: { requests: null, tokens: 100, costNanos: null },
      month: uncapped,
    };
    const { call } = await openTestHub(testPolicy({ limits }));
    const refused = await call({ body: userSays('Hi') });
    expect(refused.headers['x-amzn-errortype']).toBe('ServiceQuotaExceededException');
    expect(refused.headers['retry-after']).toBeUndefined();
  });
});
