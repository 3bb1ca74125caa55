import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readEnvironment, variable } from '../../../shared/runtime/read-environment.ts';
import { faultOf } from '../../hub/gateway/faults.ts';

const schema = z.object({
  TABLE: variable(/^[a-z]{3,10}$/, 'the name of a table'),
  COUNT: variable(/^\d+$/, 'a whole number'),
});

describe('readEnvironment', () => {
  it('answers the variables that the schema names, and no others', () => {
    expect(readEnvironment(schema, { TABLE: 'records', COUNT: '3', PATH: '/bin' })).toEqual({
      TABLE: 'records',
      COUNT: '3',
    });
  });

  it('names every wrong variable at once, with what was found and what to write', async () => {
    const { code, message } = await faultOf(() => readEnvironment(schema, { TABLE: 'UPPER' }));
    expect(code).toBe('configuration_invalid');
    expect(message).toContain('TABLE is "UPPER"; write the name of a table.');
    expect(message).toContain('COUNT is missing; write a whole number.');
  });

  it('tells an empty variable from a missing one', async () => {
    const { message } = await faultOf(() => readEnvironment(schema, { TABLE: '', COUNT: '1' }));
    expect(message).toContain('TABLE is empty');
  });

  it('shows of a wrong value only what is printable and short', async () => {
    const { message } = await faultOf(() =>
      readEnvironment(schema, { TABLE: `\u001b[2J${'x'.repeat(500)}`, COUNT: '1' }),
    );
    expect(message).not.toContain('\u001b');
    expect(message).not.toContain('x'.repeat(200));
  });
});
