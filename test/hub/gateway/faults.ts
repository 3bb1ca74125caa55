import { expect } from 'vitest';
import { type FaultCode, GatehouseFault } from '../../../shared/errors.ts';

/** The fault that `work` ends with; fails the test where it ends otherwise. */
export async function faultOf(work: Promise<unknown> | (() => unknown)): Promise<GatehouseFault> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (error instanceof GatehouseFault) return error;
    throw error;
  }
  throw new Error('expected a GatehouseFault, but nothing was thrown');
}

export async function expectFault(work: Promise<unknown> | (() => unknown), code: FaultCode): Promise<void> {
  expect((await faultOf(work)).code).toBe(code);
}
