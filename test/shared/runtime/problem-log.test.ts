import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatehouseFault } from '../../../shared/errors.ts';
import { logged as loggedWork, logProblem } from '../../../shared/runtime/problem-log.ts';

const secret = 'the prompt of somebody';
let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

function logged(problem: unknown, requestId?: string): Record<string, unknown> {
  logProblem('call_not_served', problem, requestId);
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

describe('logProblem', () => {
  it('writes one line of JSON with a fault’s code and message, the request and the names of its causes', () => {
    const network = Object.assign(new Error(secret), { name: 'TimeoutError', code: 'ECONNRESET' });
    const fault = new GatehouseFault('key_unavailable', 'KMS does not give the key.', 'Look at it.', {
      cause: network,
    });
    expect(logged(fault, 'request-1')).toEqual({
      level: 'ERROR',
      event: 'call_not_served',
      requestId: 'request-1',
      code: 'key_unavailable',
      message: 'KMS does not give the key. Look at it.',
      causes: ['TimeoutError', 'ECONNRESET'],
    });
  });

  it('never writes the message of anybody else’s error, which may quote content', () => {
    expect(JSON.stringify(logged(new Error(secret, { cause: new TypeError(secret) })))).not.toContain(secret);
  });

  it('says where somebody else’s error came from', () => {
    const { causes, frames } = logged(new RangeError(secret));
    expect(causes).toEqual(['RangeError']);
    expect(frames).toEqual(expect.arrayContaining([expect.stringContaining('problem-log.test')]));
  });

  it('leaves out a name that is no name', () => {
    expect(logged(Object.assign(new Error('x'), { name: secret })).causes).toEqual([]);
  });

  it('survives what is no error at all', () => {
    expect(logged(secret)).toEqual({ level: 'ERROR', event: 'call_not_served', causes: [], frames: [] });
  });
});

describe('logged', () => {
  it('does the work, and writes down only why it failed', async () => {
    const events: string[] = [];
    const half = loggedWork(
      'not_halved',
      async (number: number) => {
        if (number % 2 === 1) throw new RangeError('odd');
        return number / 2;
      },
      (event, problem) => events.push(`${event} ${(problem as Error).name}`),
    );
    expect(await half(4)).toBe(2);
    expect(events).toEqual([]);
    await expect(half(3)).rejects.toThrow('odd');
    expect(events).toEqual(['not_halved RangeError']);
  });
});
