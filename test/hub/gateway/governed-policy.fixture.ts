import { canonicalJson, sha256Hex } from '../../../shared/canonical-json.ts';
import type { ApplicationPolicy, CompiledPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { exampleHub, exampleOrganization } from '../../shared/config/bundle.fixture.ts';

const uncapped = { requests: null, tokens: null, costNanos: null };

export const callerArn = 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims/claims';

/** One application, two chat models (it is entitled to `nova`) and one for embeddings; masks e-mail both ways and blocks cards. */
export function testPolicy(change: Partial<ApplicationPolicy> = {}): CompiledPolicy {
  const bundle: PolicyBundle = {
    schemaVersion: 1,
    organization: exampleOrganization,
    hub: exampleHub,
    models: {
      nova: model('amazon.nova-lite-v1:0', ['us.amazon.nova-lite-v1:0'], 'nova-messages'),
      opus: model('anthropic.claude-opus-4-8', ['us.anthropic.claude-opus-4-8'], 'anthropic-messages'),
      sonnet: model('anthropic.claude-sonnet-5', [], 'anthropic-messages'),
      embed: { ...model('amazon.titan-embed-text-v2:0', [], 'titan-embeddings'), maxOutputTokens: 0 },
    },
    guardrails: {
      baseline: {
        identifier: 'gr1a2b3c4d5e',
        version: '3',
        blockedInputMessage: 'The request was stopped.',
        blockedOutputMessage: 'The answer was withheld.',
        words: ['project nightingale'],
        competitors: null,
        bedrock: null,
        topics: [],
        regexes: [],
      },
    },
    applications: { claims: { ...application(), ...change } },
    platformRules: ['Be brief.'],
    audit: { minimumRetentionDays: 30, objectLockMode: 'COMPLIANCE', logArchive: null },
  };
  const canonical = canonicalJson(bundle);
  return { bundle, canonical, hash: sha256Hex(canonical) };
}

function model(
  id: string,
  inferenceProfiles: readonly string[],
  bodyFormat: PolicyBundle['models'][string]['bodyFormat'],
) {
  return {
    id,
    inferenceProfiles,
    regions: ['us-east-1'],
    bodyFormat,
    serviceTiers: ['default'],
    price: {
      version: '2026-11-01',
      inputPerMillion: 1_000_000_000,
      outputPerMillion: 4_000_000_000,
      cacheReadPerMillion: 100_000_000,
      cacheWritePerMillion: 1_250_000_000,
    },
    maxOutputTokens: 10_000,
  };
}

function application(): ApplicationPolicy {
  const entities = { EMAIL: 'mask', CREDIT_DEBIT_CARD_NUMBER: 'block' } as const;
  return {
    name: 'claims',
    description: 'Claims',
    owner: 'claims@example.com',
    accountId: '111122223333',
    callers: ['arn:aws:iam::111122223333:role/claims-service'],
    workloads: null,
    purposes: ['triage', 'letters'],
    defaultPurpose: 'triage',
    models: ['nova', 'sonnet', 'embed'],
    operations: ['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream', 'CountTokens'],
    guardrail: 'baseline',
    limits: { maxOutputTokens: 500, minute: uncapped, day: uncapped, month: uncapped },
    systemRules: ['Never promise a payment.'],
    answers: { repairRounds: 0, confidence: null, selfAgreementSamples: 0 },
    screening: {
      input: { entities },
      output: { entities },
      promptAttack: 'block',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
    },
    unknownFields: 'lenient',
    retentionDays: 90,
  };
}
