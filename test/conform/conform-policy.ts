import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import type { ApplicationPolicy, CompiledPolicy, ModelPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { bodyFormatOf } from '../../shared/config/inferred.ts';
import { operations } from '../../shared/contract/operations.ts';
import { exampleHub, exampleOrganization } from '../shared/config/bundle.fixture.ts';
import { formatOfRequest } from './invoke-body-format.ts';
import type { RecordedRequest } from './request-folder.ts';

/** What of the policy shows in what reaches Bedrock. */
export const conformPolicyFacts = {
  application: 'conform',
  caller: 'arn:aws:iam::111122223333:role/conform-caller',
  role: 'arn:aws:iam::999988887777:role/gatehouse-caller-conform',
  region: 'us-east-1',
  guardrail: { identifier: 'gr0conform00', version: '1' },
  /** More than any recorded client asks for. */
  maxOutputTokens: 1_000_000,
} as const;

/** The model that a request is sent to when its recording names none. */
const anyModel = 'amazon.nova-micro-v1:0';

export function modelIdOf(request: RecordedRequest): string {
  return request.modelId ?? anyModel;
}

/**
 * Rules under which nothing is meant to be changed: every model of the folder for one application, no caps, no system rules, detectors that look
 * for nothing, unreadable parts and unknown fields allowed. Only the guardrail and the output cap are added.
 */
export function conformPolicy(requests: readonly RecordedRequest[]): CompiledPolicy {
  // One model may be asked in several ways, of which a token count shows least of its body's format: that one comes first and is overwritten.
  const telling = requests.toSorted((a, b) => Number(b.api === 'count-tokens') - Number(a.api === 'count-tokens'));
  const models = Object.fromEntries(telling.map((request) => [modelIdOf(request), modelPolicy(request)]));
  const bundle: PolicyBundle = {
    schemaVersion: 1,
    organization: exampleOrganization,
    hub: { ...exampleHub, region: conformPolicyFacts.region, maxBodyBytes: 25_000_000 },
    models,
    guardrails: { none: guardrailPolicy() },
    applications: { conform: application(Object.keys(models)) },
    platformRules: [],
    audit: { minimumRetentionDays: 1, objectLockMode: 'GOVERNANCE', logArchive: null },
  };
  const canonical = canonicalJson(bundle);
  return { bundle, canonical, hash: sha256Hex(canonical) };
}

function modelPolicy(request: RecordedRequest): ModelPolicy {
  const name = modelIdOf(request);
  const id = name.replace(/^(us-gov|us|eu|apac|jp|au|ca|global)\./, '');
  const told = bodyFormatOf(id);
  return {
    id,
    inferenceProfiles: id === name ? [] : [name],
    regions: [conformPolicyFacts.region],
    bodyFormat: told === 'none' ? formatOfRequest(request) : told,
    serviceTiers: ['default', 'flex', 'priority', 'reserved'],
    price: {
      version: 'conform',
      inputPerMillion: 0,
      outputPerMillion: 0,
      cacheReadPerMillion: 0,
      cacheWritePerMillion: 0,
    },
    maxOutputTokens: conformPolicyFacts.maxOutputTokens,
  };
}

function guardrailPolicy(): PolicyBundle['guardrails'][string] {
  const messages = { blockedInputMessage: 'Blocked.', blockedOutputMessage: 'Blocked.' };
  return {
    ...conformPolicyFacts.guardrail,
    ...messages,
    words: [],
    competitors: null,
    bedrock: null,
    topics: [],
    regexes: [],
  };
}

function application(models: readonly string[]): ApplicationPolicy {
  const uncapped = { requests: null, tokens: null, costNanos: null };
  const { maxOutputTokens } = conformPolicyFacts;
  return {
    name: conformPolicyFacts.application,
    description: 'Replays recorded requests',
    owner: 'conform@example.com',
    accountId: '111122223333',
    callers: [conformPolicyFacts.caller],
    workloads: null,
    purposes: ['conformance'],
    defaultPurpose: 'conformance',
    models,
    operations: Object.values(operations),
    guardrail: 'none',
    limits: { maxOutputTokens, minute: uncapped, day: uncapped, month: uncapped },
    systemRules: [],
    answers: { repairRounds: 0, confidence: null, selfAgreementSamples: 0 },
    screening: {
      input: { entities: {} },
      output: { entities: {} },
      promptAttack: 'off',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'allow-unscreened',
    },
    unknownFields: 'lenient',
    retentionDays: 1,
  };
}
