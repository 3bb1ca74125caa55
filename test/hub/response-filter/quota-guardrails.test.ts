import { describe, expect, it } from 'vitest';
import type { GuardrailRequest, Guardrails } from '../../../hub/gateway/ports.ts';
import { QuotaGuardrails } from '../../../hub/response-filter/quota-guardrails.ts';
import type { ApplyGuardrailPolicy } from '../../../shared/config/hub-policy.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { expectFault } from '../gateway/faults.ts';

const request: GuardrailRequest = { identifier: 'gr1', version: '1', source: 'OUTPUT', texts: [{ text: 'Hello' }] };
const nothing = { intervened: false, findings: [], outputs: [], units: 1 };
const small: ApplyGuardrailPolicy = { requestsPerSecond: 25, textUnitsPerSecond: 25, timeoutSeconds: 10 };

describe('QuotaGuardrails', () => {
  it('asks within the quotas of the rules in force, and opens anew only where those change', async () => {
    const opened: ApplyGuardrailPolicy[] = [];
    let inForce = small;
    const open = (quota: ApplyGuardrailPolicy): Guardrails => {
      opened.push(quota);
      return { engine: 'bedrock', apply: async () => nothing };
    };
    const guardrails = new QuotaGuardrails(() => inForce, open);
    expect(opened).toEqual([]);
    expect(await guardrails.apply(request)).toBe(nothing);
    inForce = { ...small };
    await guardrails.apply(request);
    expect(opened).toEqual([small]);
    inForce = { ...small, textUnitsPerSecond: 200 };
    await guardrails.apply(request);
    expect(opened).toEqual([small, inForce]);
  });

  it('judges nothing without rules', async () => {
    const none = () => {
      throw new GatehouseFault('policy_unavailable', 'No policy bundle was loaded yet.', 'Publish one.');
    };
    const guardrails = new QuotaGuardrails(none, () => ({ engine: 'bedrock', apply: async () => nothing }));
    await expectFault(guardrails.apply(request), 'policy_unavailable');
  });
});
