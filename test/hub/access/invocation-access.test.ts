import { describe, expect, it } from 'vitest';
import { invocationAccess } from '../../../hub/access/invocation-access.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { decide } from '../stacks/synthesize.ts';
import { accessPolicy, endpointId, guardrails, models, synthesizeAccess } from './access.fixture.ts';

const policies = synthesizedPolicies(synthesizeAccess());
const hub = accessPolicy().hub;
const model = (id: string, region = 'us-east-1') => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const profile = (id: string) => `arn:aws:bedrock:us-east-1:999988887777:inference-profile/${id}`;
const guarded = {
  'aws:SourceVpce': endpointId,
  'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:999988887777:guardrail/strict1:3',
};

interface Question {
  readonly application?: string;
  readonly action?: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
}

function may({
  application = 'claims-assistant',
  action = 'bedrock:InvokeModel',
  resource,
  context = guarded,
}: Question) {
  const arn = `arn:aws:sts::999988887777:assumed-role/gatehouse-invoke-${application}/${application}`;
  return decide(policies, { principal: { arn }, action, resource, context }).allowed;
}

const sonnet = model(models.sonnet.id);
const elsewhere = model(models.sonnet.id, 'us-west-2');
const throughProfile = { ...guarded, 'bedrock:InferenceProfileArn': profile('us.anthropic.sonnet-v1:0') };

describe('an invocation role', () => {
  it.each([
    ['its model', sonnet],
    ['its profile', profile('us.anthropic.sonnet-v1:0')],
    ['its global profile', profile('global.anthropic.sonnet-v1:0')],
  ])('invokes %s, streaming or not', (_what, resource) => {
    expect(may({ resource })).toBe(true);
    expect(may({ resource, action: 'bedrock:InvokeModelWithResponseStream' })).toBe(true);
  });

  it('invokes its model in another Region through its own profile alone', () => {
    expect(may({ resource: elsewhere, context: throughProfile })).toBe(true);
    expect(may({ resource: elsewhere })).toBe(false);
    const foreign = { ...guarded, 'bedrock:InferenceProfileArn': profile('eu.anthropic.sonnet-v1:0') };
    expect(may({ resource: elsewhere, context: foreign })).toBe(false);
  });

  it('invokes the model without a Region, as global profiles ask, through its own profile alone', () => {
    const global = { ...guarded, 'bedrock:InferenceProfileArn': profile('global.anthropic.sonnet-v1:0') };
    expect(may({ resource: model(models.sonnet.id, ''), context: global })).toBe(true);
    expect(may({ resource: model(models.sonnet.id, '') })).toBe(false);
  });

  it('has an inference profile for each model, and may use its own', () => {
    const own = policies.everything.filter(({ type }) => type === 'AWS::Bedrock::ApplicationInferenceProfile');
    expect(own.map(({ properties }) => properties.InferenceProfileName).sort()).toEqual([
      'claims-assistant-embed',
      'claims-assistant-sonnet',
      'research-desk-micro',
    ]);
    const arnOf = (name: string) =>
      own.find(({ properties }) => properties.InferenceProfileName === name)!.identity.arn;
    expect(may({ resource: arnOf('claims-assistant-sonnet') })).toBe(true);
    expect(may({ resource: arnOf('research-desk-micro') })).toBe(false);
  });

  it.each([
    ['a model of another application', model(models.micro.id)],
    ['a model that nobody configured', model('anthropic.opus-v1:0')],
    ['its model in a Region that is not configured', model(models.sonnet.id, 'eu-west-1')],
    ['a model whose name begins like its own', model(`${models.sonnet.id}-beta`)],
    ['another account’s profile', 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.sonnet-v1:0'],
  ])('does not invoke %s', (_what, resource) => {
    expect(may({ resource })).toBe(false);
    expect(may({ resource, context: throughProfile })).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['without a guardrail', { 'aws:SourceVpce': endpointId }],
    [
      'with another version of its guardrail',
      { ...guarded, 'bedrock:GuardrailIdentifier': `${guardrails.strict!.arn}:2` },
    ],
    ['with its guardrail’s draft', { ...guarded, 'bedrock:GuardrailIdentifier': guardrails.strict!.arn }],
    [
      'with another application’s guardrail',
      { ...guarded, 'bedrock:GuardrailIdentifier': `${guardrails.loose!.arn}:1` },
    ],
    ['from outside the hub’s endpoint', { 'bedrock:GuardrailIdentifier': guarded['bedrock:GuardrailIdentifier'] }],
    ['through another endpoint', { ...guarded, 'aws:SourceVpce': 'vpce-0fedcba9876543210' }],
  ])('does not invoke its model %s', (_how, context) => {
    expect(may({ resource: sonnet, context })).toBe(false);
  });

  it('invokes embedding models without a guardrail, which they do not take, and never as a stream', () => {
    const resource = model(models.embed.id);
    expect(may({ resource, context: { 'aws:SourceVpce': endpointId } })).toBe(true);
    expect(may({ resource, action: 'bedrock:InvokeModelWithResponseStream' })).toBe(false);
  });

  it('may stream only where its application has an operation that does', () => {
    const context = { ...guarded, 'bedrock:GuardrailIdentifier': `${guardrails.loose!.arn}:1` };
    const question = { application: 'research-desk', resource: model(models.micro.id), context };
    expect(may(question)).toBe(true);
    expect(may({ ...question, action: 'bedrock:InvokeModelWithResponseStream' })).toBe(false);
  });

  it('counts tokens of its models where its application may', () => {
    expect(may({ action: 'bedrock:CountTokens', resource: sonnet })).toBe(true);
    expect(may({ action: 'bedrock:CountTokens', resource: model(models.micro.id) })).toBe(false);
    expect(may({ application: 'research-desk', action: 'bedrock:CountTokens', resource: model(models.micro.id) })).toBe(
      false,
    );
  });

  it('applies its guardrail and no other', () => {
    const action = 'bedrock:ApplyGuardrail';
    expect(may({ action, resource: guardrails.strict!.arn })).toBe(true);
    expect(may({ action, resource: guardrails.loose!.arn })).toBe(false);
    expect(may({ action, resource: guardrails.strict!.arn, context: {} })).toBe(false);
  });

  it.each([
    'bedrock:CreateModelInvocationJob',
    'bedrock:UpdateGuardrail',
    's3:PutObject',
    'iam:PassRole',
    'kms:Decrypt',
  ])('may not %s', (action) => {
    expect(may({ action, resource: '*' })).toBe(false);
  });

  it('may do nothing where there is no endpoint yet', () => {
    const without = synthesizedPolicies(synthesizeAccess(undefined, { bedrockEndpointIds: [] }));
    expect(without.roles.find(({ name }) => name === 'gatehouse-invoke-claims-assistant')?.identity).toEqual([]);
  });

  it('may decrypt with the key of a guardrail that the hub has made, and apply its profiles', () => {
    const guardrail = {
      ...guardrails.strict!,
      keyArn: 'arn:aws:kms:us-east-1:999988887777:key/k',
      profiles: ['arn:profile'],
    };
    const policy = invocationAccess({
      application: { operations: ['Converse'] },
      hub,
      models: [models.micro],
      ownProfiles: [],
      guardrail,
      endpointIds: [endpointId],
    });
    const statement = (sid: string) => policy?.Statement.find(({ Sid }) => Sid === sid);
    expect(statement('ReadItsGuardrail')).toMatchObject({ Action: ['kms:Decrypt'], Resource: [guardrail.keyArn] });
    expect(statement('ApplyItsGuardrail')?.Resource).toEqual([guardrail.arn, 'arn:profile']);
  });
});
