import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { HubPolicy } from '../../../shared/config/hub-policy.ts';

/** An organization that sets nothing of its own. */
export const exampleOrganization: PolicyBundle['organization'] = {
  id: 'o-exampleorg1',
  name: 'Example',
  managementAccountId: '999900001111',
  delegatedAdministrator: null,
  policies: {
    units: { spokes: [], hub: [] },
    createUnits: false,
    canaryUnit: null,
    allowedRegions: [],
    modelBuilders: [],
    exceptions: [],
    guardrails: [],
    limits: { scpCharacters: 10_240, scpSlots: 10, rcpCharacters: 5120, rcpSlots: 5 },
  },
  breakGlass: null,
  spokes: null,
};

/** A hub with every setting at its default, and no edge. */
export const exampleHub: HubPolicy = {
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
};
