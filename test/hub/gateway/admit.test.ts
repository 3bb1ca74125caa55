import { describe, expect, it } from 'vitest';
import { type Admission, admit } from '../../../hub/gateway/admit.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { AuthenticatedRequest } from '../../../hub/gateway/hub.ts';
import type { ApplicationPolicy } from '../../../shared/config/bundle.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { callerArn, testPolicy } from './governed-policy.fixture.ts';
import { conversePath, userSays } from './test-hub.ts';

interface Asked {
  readonly body?: unknown;
  readonly path?: string;
  readonly principalArn?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly rules?: Partial<ApplicationPolicy>;
}

function ask({ body = userSays('Hello'), path = conversePath, headers = {}, ...asked }: Asked = {}): Admission {
  const inbound: AuthenticatedRequest = {
    method: 'POST',
    path,
    headers,
    body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body)),
    remoteAddress: '127.0.0.1',
    http: '1.1',
    receivedAtMs: 0,
    disconnected: new AbortController().signal,
    principalArn: asked.principalArn ?? callerArn,
  };
  return admit(inbound, governPolicy(testPolicy(asked.rules)));
}

function codeOf({ decision }: Admission): string {
  return isRefusal(decision) ? decision.code : 'admitted';
}

describe('a call that the rules allow', () => {
  it('is admitted with all that later steps need', () => {
    const { decision } = ask({ headers: { 'x-gatehouse-purpose': 'letters' } });
    if (isRefusal(decision)) return expect.unreachable(decision.message);
    expect(decision.application.policy.name).toBe('claims');
    expect(decision.model.key).toBe('nova');
    expect(decision.route.operation).toBe('Converse');
    expect(decision.declared).toEqual({ purpose: 'letters', user: null });
    expect(decision.purpose).toBe('letters');
    expect(decision.maxOutputTokens).toBe(500);
  });

  it('is of the application’s default purpose where it declares none', () => {
    const { facts } = ask();
    expect([facts.declared?.purpose, facts.purpose]).toEqual([null, 'triage']);
  });

  it('generates nothing where it asks for an embedding', () => {
    const path = '/apps/claims/model/amazon.titan-embed-text-v2%3A0/invoke';
    expect(ask({ path, body: { inputText: 'Hello' } }).decision).toMatchObject({ maxOutputTokens: 0 });
  });
});

describe('identity', () => {
  it.each([
    ['a user', 'arn:aws:iam::999988887777:user/gatehouse-caller-claims'],
    ['the root', 'arn:aws:iam::999988887777:root'],
    ['a role of another account', callerArn.replace('999988887777', '111122223333')],
    ['a role of another partition', callerArn.replace('arn:aws:', 'arn:aws-cn:')],
    ['another role of the hub', callerArn.replace('gatehouse-caller-claims', 'admin')],
    ['the role of an application that the rules do not know', callerArn.replace('caller-claims', 'caller-unknown')],
    ['a role named after a member of every object', callerArn.replace('caller-claims', 'caller-constructor')],
    ['the prototype', callerArn.replace('caller-claims', 'caller-__proto__')],
    ['nothing', ''],
    ['something long', 'arn:aws:sts::'.repeat(100_000)],
  ])('is not that of an application for %s', (_, principalArn) => {
    const admission = ask({ principalArn });
    expect(codeOf(admission)).toBe('principal_unknown');
    expect(admission.facts.application).toBeUndefined();
  });

  it('is judged before anything that the caller writes', () => {
    const asked = ask({ principalArn: 'arn:aws:iam::999988887777:root', path: '/nowhere', body: '{' });
    expect(codeOf(asked)).toBe('principal_unknown');
  });

  it('decides the application; the path must agree', () => {
    expect(codeOf(ask({ path: conversePath.replace('/claims/', '/payments/') }))).toBe('application_mismatch');
    expect(codeOf(ask({ path: conversePath.replace('/claims/', '/__proto__/') }))).toBe('application_mismatch');
  });
});

describe('what may be asked', () => {
  it('is nothing on a path that is not served', () => {
    expect(codeOf(ask({ path: '/apps/claims/jobs' }))).toBe('path_unknown');
  });

  it('is only the operations of the application', () => {
    const asked = ask({ rules: { operations: ['InvokeModel'] } });
    expect(codeOf(asked)).toBe('operation_not_allowed');
    expect(asked.facts.route?.operation).toBe('Converse');
  });

  it('is only the models of the application, and a refused one is still on record', () => {
    const asked = ask({ path: '/apps/claims/model/us.anthropic.claude-opus-4-8/converse' });
    expect(codeOf(asked)).toBe('model_not_entitled');
    expect(asked.facts.model?.key).toBe('opus');
  });

  it.each(['nova', 'constructor', 'toString', 'amazon.nova-lite-v1:0.', 'us.amazon.nova-lite-v1:0/x'])(
    'is no model called %s',
    (modelId) => {
      const asked = ask({ path: `/apps/claims/model/${encodeURIComponent(modelId)}/converse` });
      expect(codeOf(asked)).toBe('model_not_entitled');
    },
  );

  it('is only for the purposes of the application, whatever is declared', () => {
    for (const purpose of ['profiling', 'Triage', 'constructor', 'triage ']) {
      const asked = ask({ headers: { 'x-gatehouse-purpose': purpose } });
      expect(codeOf(asked)).toBe('purpose_not_allowed');
      expect(asked.facts.declared?.purpose).toBe(purpose);
      expect(asked.facts.purpose).toBeUndefined();
    }
  });

  it('does not quote a purpose that was declared', () => {
    const { decision } = ask({ headers: { 'x-gatehouse-purpose': 'zanzibar' } });
    expect(JSON.stringify(decision)).not.toContain('zanzibar');
  });
});

describe('the body', () => {
  it.each([
    ['{', 'body_not_json'],
    ['[]', 'body_invalid'],
    ['null', 'body_invalid'],
    [`{"messages":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 'body_too_deep'],
  ])('%.20s is refused as %s', (body, code) => {
    expect(codeOf(ask({ body }))).toBe(code);
  });

  const withUnknown = { ...userSays('Hello'), futureField: 'x' };

  it('may hold fields that nobody knows yet, unless the application is strict', () => {
    expect(codeOf(ask({ body: withUnknown }))).toBe('admitted');
    expect(codeOf(ask({ body: withUnknown, rules: { unknownFields: 'strict' } }))).toBe('field_not_allowed');
  });
});

describe('the maximum of output', () => {
  const asking = (maxTokens: unknown) => ask({ body: { ...userSays('Hello'), inferenceConfig: { maxTokens } } });

  it('is what the caller asks for, up to the cap', () => {
    expect(asking(1).decision).toMatchObject({ maxOutputTokens: 1 });
    expect(asking(500).decision).toMatchObject({ maxOutputTokens: 500 });
  });

  it('is the cap where the caller asks for nothing in particular', () => {
    expect(asking(null).decision).toMatchObject({ maxOutputTokens: 500 });
    expect(ask().decision).toMatchObject({ maxOutputTokens: 500 });
  });

  it('is refused above the cap, never trimmed', () => {
    expect(codeOf(asking(501))).toBe('output_cap_exceeded');
  });

  it('is capped by the model too', () => {
    const limits = { ...testPolicy().bundle.applications.claims!.limits, maxOutputTokens: 1_000_000 };
    expect(ask({ rules: { limits } }).decision).toMatchObject({ maxOutputTokens: 10_000 });
  });

  it.each([0, -1, -5_000, 1.5, 1e300, '100', [], {}])('is refused as %j', (maxTokens) => {
    expect(['body_invalid', 'output_cap_exceeded']).toContain(codeOf(asking(maxTokens)));
  });
});

describe('the service tier', () => {
  const tierHeader = 'x-amzn-bedrock-service-tier';
  const inBody = (type: string) => ({ ...userSays('Hello'), serviceTier: { type } });

  it('may be one of the model’s, in header or body', () => {
    expect(codeOf(ask({ headers: { [tierHeader]: 'default' } }))).toBe('admitted');
    expect(codeOf(ask({ body: inBody('default') }))).toBe('admitted');
  });

  it('is refused where the model is not governed for it, in header or body', () => {
    expect(codeOf(ask({ headers: { [tierHeader]: 'priority' } }))).toBe('field_not_allowed');
    expect(codeOf(ask({ body: inBody('priority') }))).toBe('field_not_allowed');
  });

  it('cannot hide behind an allowed one in the other place', () => {
    expect(codeOf(ask({ body: inBody('priority'), headers: { [tierHeader]: 'default' } }))).toBe('field_not_allowed');
    expect(codeOf(ask({ body: inBody('default'), headers: { [tierHeader]: 'priority' } }))).toBe('field_not_allowed');
  });
});
