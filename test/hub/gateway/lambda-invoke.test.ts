import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LambdaTransport } from '../../../hub/gateway/lambda-invoke.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { type LambdaServer, startLambda } from '../../local-aws/lambda-server.ts';
import { faultOf } from './faults.ts';

const functionArn = 'arn:aws:lambda:us-east-1:999988887777:function:gatehouse-prompt-handler:live';
let lambda: LambdaServer;

beforeEach(async () => {
  lambda = await startLambda();
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', lambda.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  await lambda.close();
});

function transport(idleMs?: number): LambdaTransport {
  return new LambdaTransport({ region: 'us-east-1', functionArn, ...(idleMs !== undefined && { idleMs }) });
}

/** Answers these pieces; what is an error breaks it off. */
function serve(...pieces: (string | Error)[]): void {
  lambda.functions.set(functionArn, async function* () {
    for (const piece of pieces) {
      if (piece instanceof Error) throw piece;
      yield Buffer.from(piece);
    }
  });
}

/** What could be read, and the fault that ended it. */
async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<{ text: string; code: string | undefined }> {
  let text = '';
  try {
    for await (const piece of pieces) text += Buffer.from(piece).toString();
  } catch (error) {
    return { text, code: error instanceof GatehouseFault ? error.code : 'not a fault' };
  }
  return { text, code: undefined };
}

describe('LambdaTransport', () => {
  it('hands the payload to the function as it is, and what the function writes to the reader', async () => {
    const payloads: string[] = [];
    lambda.functions.set(functionArn, async function* (payload) {
      payloads.push(Buffer.from(payload).toString());
      yield Buffer.from('one ');
      yield Buffer.from([0, 255]);
    });
    const pieces = await Array.fromAsync(await transport().invoke(Buffer.from('{"a":1}')));
    expect(payloads).toEqual(['{"a":1}']);
    expect(Buffer.concat(pieces)).toEqual(Buffer.concat([Buffer.from('one '), Buffer.from([0, 255])]));
    expect(lambda.invoked).toEqual([functionArn]);
  });

  it('faults behind what was read where the function failed, without its details', async () => {
    serve('begun', new Error('the prompt of somebody'));
    const fault = await faultOf(async () => Array.fromAsync(await transport().invoke(Buffer.from('{}'))));
    expect(fault.code).toBe('function_unavailable');
    expect(fault.message).toContain('ended with Unhandled');
    expect(fault.message).not.toContain('working on');
    expect(await readAll(await transport().invoke(Buffer.from('{}')))).toEqual({
      text: 'begun',
      code: 'function_unavailable',
    });
  });

  it('takes no answer for whole whose connection broke before Lambda said that it was', async () => {
    serve('begun');
    lambda.fault = 'cut';
    expect(await readAll(await transport().invoke(Buffer.from('{}')))).toEqual({
      text: 'begun',
      code: 'function_unavailable',
    });
  });

  it('gives a function up that is silent for too long', async () => {
    serve('begun');
    lambda.fault = 'endless';
    expect(await readAll(await transport(150).invoke(Buffer.from('{}')))).toEqual({
      text: 'begun',
      code: 'function_unavailable',
    });
  });

  it('asks once, and says so, where the function is at its limit: nothing was run', async () => {
    serve('never');
    lambda.fault = 'throttled';
    expect((await faultOf(transport().invoke(Buffer.from('{}')))).code).toBe('function_throttled');
    expect(lambda.invoked).toHaveLength(1);
  });

  it('asks once where Lambda itself fails, and lets the reading fault: the function may have run', async () => {
    serve('never');
    lambda.fault = 'failed';
    expect(await readAll(await transport().invoke(Buffer.from('{}')))).toEqual({
      text: '',
      code: 'function_unavailable',
    });
    expect(lambda.invoked).toHaveLength(1);
  });

  it('faults where there is no such function, and where nobody listens', async () => {
    expect((await faultOf(transport().invoke(Buffer.from('{}')))).code).toBe('function_unavailable');
    await lambda.close();
    expect((await faultOf(transport().invoke(Buffer.from('{}')))).code).toBe('function_unavailable');
    lambda = await startLambda();
  });

  it('uses a connection again at once, and not after a pause in which it may have been closed unseen', async () => {
    serve('x');
    vi.useFakeTimers({ toFake: ['Date'] });
    const asking = transport();
    const ask = async () => Array.fromAsync(await asking.invoke(Buffer.from('{}')));
    await ask();
    await ask();
    expect(lambda.connections()).toBe(1);
    vi.advanceTimersByTime(60_000);
    await ask();
    expect(lambda.connections()).toBe(2);
  });
});
