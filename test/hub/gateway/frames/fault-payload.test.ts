import { describe, expect, it } from 'vitest';
import { faultRefusal } from '../../../../hub/gateway/faults.ts';
import { encodeFault, readFault } from '../../../../hub/gateway/frames/fault-payload.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { expectFault, faultOf } from '../faults.ts';

const travelled = (error: unknown) => readFault(encodeFault(error));

describe('a fault on its way', () => {
  it('keeps code, message and remedy, and leaves its cause behind', async () => {
    const thrown = new GatehouseFault('model_unavailable', 'No connection.', 'Look at the endpoint.', {
      cause: new Error('a secret prompt'),
    });
    const read = await faultOf(() => {
      throw travelled(thrown);
    });
    expect(read).toMatchObject({ code: 'model_unavailable', message: thrown.message, remedy: thrown.remedy });
    expect(Buffer.from(encodeFault(thrown)).toString()).not.toContain('secret');
  });

  it.each([
    ['an error that nobody foresaw', new TypeError('a secret prompt is not a function')],
    ['a value that is no error', 'a secret prompt'],
    ['a fault of no meaning to callers', new GatehouseFault('usage', 'a secret prompt', 'none')],
  ])('of %s says nothing but that there was one', (_, error) => {
    expect(Buffer.from(encodeFault(error)).toString()).not.toContain('secret');
    expect(faultRefusal(travelled(error))).toEqual(faultRefusal(new Error('unforeseen')));
  });

  it('tells the caller the same as the fault itself would', () => {
    for (const code of ['model_unavailable', 'guardrail_unavailable', 'screening_failed'] as const) {
      const fault = new GatehouseFault(code, 'It broke.', 'Mend it.');
      expect(faultRefusal(travelled(fault))).toEqual(faultRefusal(fault));
    }
  });

  it('takes no code from the wire that it does not know', () => {
    const read = readFault(Buffer.from(JSON.stringify({ code: 'constructor', message: 'm', remedy: 'r' })));
    expect(read).not.toBeInstanceOf(GatehouseFault);
  });

  it.each(['', '{', '[]', '{"code":1,"message":"m","remedy":"r"}', '{"code":null}'])(
    'is a fault of its own where it cannot be read (%s)',
    async (text) => {
      await expectFault(() => readFault(Buffer.from(text)), 'function_unavailable');
    },
  );
});
