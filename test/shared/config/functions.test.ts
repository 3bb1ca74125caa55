import { describe, expect, it } from 'vitest';
import type { FunctionsPolicy } from '../../../shared/config/hub-policy.ts';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

function withFunctions(functions: unknown) {
  const governance = minimalGovernance();
  return { ...governance, hub: { ...governance.hub, functions } };
}

function functionsOf(functions: unknown): FunctionsPolicy {
  const loaded = load(withFunctions(functions));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.policy.bundle.hub.functions;
}

const { accountId, region } = minimalGovernance().hub as { accountId: string; region: string };
const signing = (account: string, where: string) =>
  `arn:aws:lambda:${where}:${account}:code-signing-config:csc-0a1b2c3d4e5f60718`;

describe('hub.functions', () => {
  it('need not be written', () => {
    expect(functionsOf(undefined)).toEqual({
      memoryMegabytes: { gateway: 1769, promptHandler: 1769, responseFilter: 1769 },
      concurrentCalls: 100,
      warmCalls: 0,
      logRetentionDays: 365,
      policyMaxAgeMinutes: 15,
      codeSigningConfig: null,
    });
  });

  it('is taken as it is written', () => {
    const functions = {
      memoryMegabytes: { gateway: 1024, promptHandler: 3538, responseFilter: 2048 },
      concurrentCalls: 250,
      warmCalls: 250,
      logRetentionDays: 731,
      policyMaxAgeMinutes: 60,
      codeSigningConfig: signing(accountId, region),
    };
    expect(functionsOf(functions)).toEqual(functions);
  });

  it.each([
    ['memoryMegabytes.gateway', { memoryMegabytes: { gateway: 128 } }],
    ['concurrentCalls', { concurrentCalls: 0 }],
    ['warmCalls', { warmCalls: -1 }],
    ['logRetentionDays', { logRetentionDays: 100 }],
    ['policyMaxAgeMinutes', { policyMaxAgeMinutes: 0 }],
    ['codeSigningConfig', { codeSigningConfig: 'csc-0a1b2c3d4e5f60718' }],
    ['memory', { memory: 1024 }],
  ])('refuses a wrong %s', (path, functions) => {
    expect(problemsOf(withFunctions(functions)).map((problem) => problem.path)).toEqual([`hub.functions.${path}`]);
  });

  it.each([
    [{ concurrentCalls: 20, warmCalls: 21 }, 'which is more than the 20 calls that may run at the same time'],
    [{ warmCalls: 101 }, 'which is more than the 100 calls that may run at the same time'],
  ])('refuses to keep more calls started than may run (%j)', (functions, message) => {
    expect(onlyProblem(withFunctions(functions))).toMatchObject({ path: 'hub.functions.warmCalls', message });
  });

  it.each([
    ['account', signing('111122223333', region)],
    ['Region', signing(accountId, 'eu-west-3')],
  ])('refuses a code signing configuration of another %s', (_what, codeSigningConfig) => {
    expect(onlyProblem(withFunctions({ codeSigningConfig }))).toMatchObject({
      path: 'hub.functions.codeSigningConfig',
      remedy: `Name a code signing configuration of account ${accountId} in ${region}.`,
    });
  });
});
