import type { ApplicationPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';

const unlimited = { requests: null, tokens: null, costNanos: null };

function application(name: string, accountId: string, callers: readonly string[]): ApplicationPolicy {
  return {
    name,
    description: name,
    owner: 'team@example.com',
    accountId,
    callers: callers.map((role) => `arn:aws:iam::${accountId}:role/${role}`),
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
    organization: { id: 'o-exampleorg1', name: 'Example', managementAccountId: '999900001111' },
    hub: {
      accountId: '999988887777',
      region: 'us-east-1',
      partition: 'aws',
      maxBodyBytes: 6_000_000,
      holdSeconds: 900,
      applyGuardrail: { requestsPerSecond: 25, textUnitsPerSecond: 25, timeoutSeconds: 10 },
      network: {
        cidr: '10.0.0.0/22',
        zones: ['use1-az1', 'use1-az2'],
        existingVpc: null,
        transitGateway: null,
        callerNetworks: [],
        prefixLists: null,
        flowLogRetentionDays: 365,
      },
      operations: {
        alarmAddresses: [],
        thresholds: {
          blockedCallsPerHour: 100,
          capBreachesPerHour: 100,
          throttlesPerFiveMinutes: 10,
          errorsPerFiveMinutes: 5,
          firstTokenSeconds: 20,
        },
        trailLogRetentionDays: 365,
      },
      functions: {
        memoryMegabytes: { gateway: 1769, promptHandler: 1769, responseFilter: 1769 },
        concurrentCalls: 100,
        warmCalls: 0,
        logRetentionDays: 365,
        policyMaxAgeMinutes: 15,
        codeSigningConfig: null,
      },
      edge: null,
    },
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
