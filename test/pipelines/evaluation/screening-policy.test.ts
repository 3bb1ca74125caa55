import { describe, expect, it } from 'vitest';
import { applicationsOf, claimedBy, everythingPlan, planOf } from '../../../pipelines/evaluation/screening-policy.ts';
import { governance } from '../../hub/local/started-hub.ts';

const choice = { file: governance, direction: 'input' } as const;

describe('the rules to judge by', () => {
  it('are everything where no application is named', () => {
    const plan = planOf({ ...choice, file: 'not-even-read.yaml', application: undefined });
    expect(claimedBy(plan)).toEqual(claimedBy(everythingPlan()));
    expect(plan.promptAttack).toBe('block');
    for (const type of ['EMAIL', 'PHONE', 'IP_ADDRESS', 'US_SOCIAL_SECURITY_NUMBER']) {
      expect(claimedBy(plan)).toContain(type);
    }
  });

  it('are those of an application, allowed types left out', () => {
    const claimed = claimedBy(planOf({ ...choice, application: 'claims-assistant' }));
    expect(claimed).toContain('CREDIT_DEBIT_CARD_CVV');
    expect(claimed).not.toContain('IP_ADDRESS');
  });

  it('differ by direction', () => {
    const output = planOf({ ...choice, direction: 'output', application: 'claims-assistant' });
    expect(claimedBy(output)).not.toContain('CREDIT_DEBIT_CARD_CVV');
    expect(output.promptAttack).toBe('off');
  });

  it.each(['nobody', '__proto__', 'constructor'])('are not those of an application %s', (application) => {
    expect(() => planOf({ ...choice, application })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid', message: expect.stringContaining('claims-assistant') }),
    );
  });

  it('need a valid file', () => {
    expect(() => planOf({ ...choice, file: 'package.json', application: 'a' })).toThrow('npx gatehouse validate');
  });

  it('know the applications of a file', () => {
    expect(applicationsOf(governance)).toContain('research-desk');
  });
});
