import type { ApplicationPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { exampleHub, exampleOrganization } from '../../shared/config/bundle.fixture.ts';

const unlimited = { requests: null, tokens: null, costNanos: null };

function application(name: string, accountId: string, callers: readonly string[]): ApplicationPolicy {
  return {
    name,
    description: name,
    owner: 'team@example.com',
    accountId,
    callers: callers.map((role) => `arn:aws:iam::${accountId}:role/${role}`),
    workloads: null,
    purposes: ['testing'],
    defaultPurpose: 'testing',
    models: [],
    operations: ['Converse'],
    guardrail: 'baseline',
    limits: { maxOutputTokens: 1000, minute: unlimited, day: unlimited, month: unlimited },
    systemRules: [],
    answers: { repairRounds: 0, confidence: null, selfAgreementSamples: 0 },
    screening: {
      input: { entities: {} },
      output: { entities: {} },
      promptAttack: 'off',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
    },
    unknownFields: 'lenient',
    retentionDays: 365,
  };
}

/** Two applications; the second has two callers, one of them with a path. */
export function examplePolicy(): PolicyBundle {
  return {
    schemaVersion: 1,
    organization: exampleOrganization,
    hub: exampleHub,
    models: {},
    guardrails: {},
    applications: {
      'claims-assistant': application('claims-assistant', '111122223333', ['ClaimsWorkload']),
      'research-desk': application('research-desk', '333344445555', ['desk/ResearchApi', 'ResearchBatch']),
    },
    platformRules: [],
    audit: { minimumRetentionDays: 365, objectLockMode: 'COMPLIANCE', logArchive: null },
  };
}
