import { describe, expect, it } from 'vitest';
import { faultRefusal } from '../../../hub/gateway/faults.ts';
import { type RefusalCode, refusalTypes } from '../../../shared/contract/refusals.ts';
import { type FaultCode, GatehouseFault } from '../../../shared/errors.ts';

const secret = 'arn:aws:kms:us-east-1:999988887777:key/secret and a quoted prompt';

function fault(code: FaultCode): GatehouseFault {
  return new GatehouseFault(code, secret, secret, { cause: new Error(secret) });
}

describe('what a caller is told when something broke', () => {
  it.each([
    ['evidence_conflict', 'evidence_unavailable'],
    ['evidence_corrupt', 'evidence_unavailable'],
    ['evidence_unavailable', 'evidence_unavailable'],
    ['guardrail_unavailable', 'screening_unavailable'],
    ['key_unavailable', 'evidence_unavailable'],
    ['ledger_unavailable', 'ledger_unavailable'],
    ['model_stream_broken', 'model_unavailable'],
    ['model_unavailable', 'model_unavailable'],
    ['record_conflict', 'evidence_unavailable'],
    ['screening_failed', 'screening_unavailable'],
  ] as const satisfies readonly (readonly [FaultCode, RefusalCode])[])('%s is %s', (code, told) => {
    expect(faultRefusal(fault(code)).code).toBe(told);
  });

  const thrown: readonly (readonly [what: string, error: unknown])[] = [
    ['a fault that no caller should cause', fault('configuration_invalid')],
    ['an error of a library', new TypeError(secret)],
    ['a string', secret],
    ['nothing', undefined],
    ['null', null],
    ['an object that claims to be a fault', { name: 'GatehouseFault', code: 'model_unavailable', message: secret }],
    ['an object without a prototype', Object.create(null)],
  ];

  it.each(thrown)('%s is evidence_unavailable: when in doubt, nothing is answered', (_, error) => {
    expect(faultRefusal(error).code).toBe('evidence_unavailable');
  });

  it.each([...thrown, ['a foreseen fault', fault('model_unavailable')] as const])('%s is not quoted', (_, error) => {
    expect(JSON.stringify(faultRefusal(error))).not.toContain('secret');
  });

  it('is always an error that SDKs retry', () => {
    const codes = [...thrown.map(([, error]) => error), fault('ledger_unavailable'), fault('screening_failed')];
    for (const error of codes) expect(refusalTypes[faultRefusal(error).code]).toBe('ServiceUnavailableException');
  });

  it('says what to do', () => {
    expect(faultRefusal(fault('ledger_unavailable')).message).toMatch(/Try again.*request id/);
  });
});
