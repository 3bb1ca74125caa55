import { describe, expect, it } from 'vitest';
import { GuardrailsStack } from '../../../hub/stacks/guardrails-stack.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { deployedBundle, everyPolicy, plainGuardrail } from '../guardrails/guardrail.fixture.ts';
import { decideForAdministrator, synthesizeStacks } from './synthesize.ts';

function synthesized(bundle: PolicyBundle) {
  let arns: GuardrailsStack['arns'] = {};
  const stacks = synthesizeStacks((app) => {
    const env = { account: bundle.hub.accountId, region: bundle.hub.region };
    ({ arns } = new GuardrailsStack(app, 'Guardrails', { env, bundle }));
  });
  const resources = Object.entries(stacks[0]?.template.Resources ?? {});
  const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);
  return { stacks, arns, ofType, policies: synthesizedPolicies(stacks) };
}

const guardrailType = 'AWS::Bedrock::Guardrail';
const versionType = 'AWS::Bedrock::GuardrailVersion';
const versionId = (bundle: PolicyBundle) => synthesized(bundle).ofType(versionType)[0]?.[0];

describe('a guardrail that the hub deploys', () => {
  it('has every policy of the file, under a key of the hub', () => {
    const [guardrail] = synthesized(everyPolicy()).ofType(guardrailType);
    expect(guardrail?.[1].Properties).toMatchObject({
      Name: 'gatehouse-own',
      Description: 'All of it',
      KmsKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      ContentPolicyConfig: { FiltersConfig: [{ Type: 'HATE' }], ContentFiltersTierConfig: { TierName: 'STANDARD' } },
      ContextualGroundingPolicyConfig: { FiltersConfig: [{ Type: 'GROUNDING' }, { Type: 'RELEVANCE' }] },
      AutomatedReasoningPolicyConfig: {
        Policies: ['arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk:1'],
        ConfidenceThreshold: 0.8,
      },
      CrossRegionConfig: { GuardrailProfileArn: expect.stringMatching(/us\.guardrail\.v1:0$/) },
      WordPolicyConfig: { ManagedWordListsConfig: [{ Type: 'PROFANITY' }] },
      TopicPolicyConfig: { TopicsConfig: [{ Name: 'advice' }] },
      SensitiveInformationPolicyConfig: { PiiEntitiesConfig: [{ Type: 'NAME' }], RegexesConfig: [{ Name: 'deal' }] },
    });
  });

  it('has one version, which is left behind when it is replaced or removed', () => {
    const { ofType } = synthesized(deployedBundle());
    expect(ofType(versionType)).toHaveLength(1);
    for (const type of [versionType, guardrailType])
      expect(ofType(type)[0]?.[1]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  it('gets another version resource where it judges otherwise, and keeps the one it has where it does not', () => {
    const id = versionId(deployedBundle());
    expect(versionId(deployedBundle({ words: ['other'] }))).not.toBe(id);
    const described = { ...plainGuardrail.bedrock, description: 'For people' };
    expect(versionId(deployedBundle({ bedrock: described }))).toBe(id);
    expect(synthesized(deployedBundle({ words: ['other'] })).ofType(guardrailType)[0]?.[0]).toBe(
      synthesized(deployedBundle()).ofType(guardrailType)[0]?.[0],
    );
  });

  it('says what the deployment made of it where the bundle’s delivery looks', () => {
    const { policies } = synthesized(deployedBundle());
    const parameter = policies.everything.find(({ type }) => type === 'AWS::SSM::Parameter');
    expect(parameter?.properties.Name).toBe('/gatehouse/guardrails');
    expect(JSON.parse(String(parameter?.properties.Value))).toEqual({
      own: {
        identifier: expect.stringMatching(/own/),
        version: expect.stringMatching(/version/i),
        definition: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  it('is named to policies with its profiles in every Region and its key', () => {
    const { arns } = synthesized(everyPolicy());
    const profile = 'guardrail-profile/us.guardrail.v1:0';
    expect(arns.own?.profiles).toEqual([
      `arn:aws:bedrock:us-east-1:999988887777:${profile}`,
      `arn:aws:bedrock:us-west-2:999988887777:${profile}`,
    ]);
    expect(arns.own?.keyArn).toBeDefined();
  });
});

describe('a guardrail that exists already', () => {
  it('is not deployed, and named as the file names it', () => {
    const bundle = deployedBundle();
    const { existing } = bundle.guardrails;
    const only = synthesized({
      ...bundle,
      guardrails: {
        own: existing!,
        existing: { ...existing!, identifier: 'arn:aws:bedrock:us-east-1:111122223333:guardrail/gr9' },
      },
    });
    expect(only.ofType(guardrailType)).toEqual([]);
    expect(only.ofType('AWS::KMS::Key')).toEqual([]);
    expect(only.arns).toEqual({
      own: { arn: 'arn:aws:bedrock:us-east-1:999988887777:guardrail/gr1a2b3c4d5e', version: '5', profiles: [] },
      existing: { arn: 'arn:aws:bedrock:us-east-1:111122223333:guardrail/gr9', version: '5', profiles: [] },
    });
  });
});

describe('a guardrail that others apply', () => {
  const shared = (appliedBy: 'organization' | readonly string[]) =>
    synthesized(deployedBundle({ bedrock: { ...plainGuardrail.bedrock, appliedBy } })).policies;
  const may = (
    policies: ReturnType<typeof shared>,
    account: string,
    action: string,
    organization = 'o-exampleorg1',
  ) => {
    const resource = policies.everything.find(({ type }) => type === guardrailType)!.identity.arn;
    const principal = { arn: `arn:aws:sts::${account}:assumed-role/app/s` };
    const context = { 'aws:PrincipalOrgID': organization };
    return decideForAdministrator(policies, { principal, action, resource, context }).allowed;
  };

  it('is applied by the accounts that are named, and no others', () => {
    const policies = shared(['111122223333']);
    expect(may(policies, '111122223333', 'bedrock:ApplyGuardrail')).toBe(true);
    expect(may(policies, '444455556666', 'bedrock:ApplyGuardrail')).toBe(false);
  });

  it('is applied by the whole organization where that is named, and by no one outside', () => {
    const policies = shared('organization');
    expect(may(policies, '444455556666', 'bedrock:ApplyGuardrail')).toBe(true);
    expect(may(policies, '444455556666', 'bedrock:ApplyGuardrail', 'o-someoneelse')).toBe(false);
  });

  it.each(['bedrock:UpdateGuardrail', 'bedrock:DeleteGuardrail', 'bedrock:CreateGuardrailVersion'])(
    'cannot be changed by them: %s',
    (action) => {
      expect(may(shared('organization'), '444455556666', action)).toBe(false);
    },
  );

  it('is the hub’s alone where the file says nothing', () => {
    expect(may(shared([]), '111122223333', 'bedrock:ApplyGuardrail')).toBe(false);
  });
});

describe('the key of the guardrails', () => {
  it('is used by the deployment and by invocation roles alone', () => {
    const { policies } = synthesized(deployedBundle());
    const resource = policies.everything.find(({ type }) => type === 'AWS::KMS::Key')!.identity.arn;
    const may = (role: string, action: string, context = {}) => {
      const principal = { arn: `arn:aws:sts::999988887777:assumed-role/${role}/s` };
      return decideForAdministrator(policies, { principal, action, resource, context }).allowed;
    };
    expect(may('gatehouse-invoke-claims-assistant', 'kms:Decrypt')).toBe(true);
    expect(may('gatehouse-invoke-claims-assistant', 'kms:GenerateDataKey')).toBe(false);
    expect(may('Administrator', 'kms:Decrypt')).toBe(false);
    const cfn = 'cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1';
    expect(may(cfn, 'kms:CreateGrant', { 'kms:GrantIsForAWSResource': 'true' })).toBe(true);
    expect(may(cfn, 'kms:CreateGrant')).toBe(false);
  });
});
