import { describe, expect, it } from 'vitest';
import type { OperationsPolicy } from '../../../shared/config/hub-policy.ts';
import { load, minimalGovernance, onlyProblem } from './minimal-governance.ts';

function withOperations(operations: unknown) {
  const governance = minimalGovernance();
  return { ...governance, hub: { ...governance.hub, operations } };
}

function operationsOf(operations: unknown): OperationsPolicy {
  const loaded = load(withOperations(operations));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.policy.bundle.hub.operations;
}

describe('hub.operations', () => {
  it('need not be written', () => {
    expect(operationsOf(undefined)).toEqual({
      alarmAddresses: [],
      thresholds: {
        blockedCallsPerHour: 100,
        capBreachesPerHour: 100,
        throttlesPerFiveMinutes: 10,
        errorsPerFiveMinutes: 5,
        firstTokenSeconds: 20,
      },
      trailLogRetentionDays: 365,
    });
  });

  it('takes thresholds one by one', () => {
    const { thresholds } = operationsOf({ thresholds: { errorsPerFiveMinutes: 1 } });
    expect(thresholds).toMatchObject({ errorsPerFiveMinutes: 1, blockedCallsPerHour: 100 });
  });

  it.each(['on-call@example.com', 'first.last+genai@mail.example.co.uk'])('takes %s as an address', (address) => {
    expect(operationsOf({ alarmAddresses: [address] }).alarmAddresses).toEqual([address]);
  });

  it.each([
    'on-call',
    'on-call@',
    '@example.com',
    'a@b',
    'a b@example.com',
    'a@example.com\nb@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('refuses %j as one, with what to write instead', (address) => {
    const problem = onlyProblem(withOperations({ alarmAddresses: [address] }));
    expect(problem.path).toBe('hub.operations.alarmAddresses[0]');
    expect(problem.message).toContain('which is not an e-mail address');
  });

  it('refuses a retention that CloudWatch Logs does not offer', () => {
    expect(onlyProblem(withOperations({ trailLogRetentionDays: 100 })).path).toBe(
      'hub.operations.trailLogRetentionDays',
    );
  });

  it('refuses a threshold of nothing', () => {
    expect(onlyProblem(withOperations({ thresholds: { errorsPerFiveMinutes: 0 } })).path).toBe(
      'hub.operations.thresholds.errorsPerFiveMinutes',
    );
  });
});
