import * as z from 'zod/mini';
import { GatehouseFault } from '../../../shared/errors.ts';
import { isTold } from '../faults.ts';
import { encodeJson, readJson } from './json-payload.ts';

/** Null: a fault that nobody foresaw. Its message stays where it was thrown, because it may quote content. */
export const faultSchema = z.strictObject({
  code: z.nullable(z.string().check(z.maxLength(64))),
  message: z.string().check(z.maxLength(4096)),
  remedy: z.string().check(z.maxLength(4096)),
});

type FaultForm = z.output<typeof faultSchema>;

export function faultForm(error: unknown): FaultForm {
  if (!(error instanceof GatehouseFault) || !isTold(error.code)) return { code: null, message: '', remedy: '' };
  const { code, remedy } = error;
  // The message of a fault ends with its remedy.
  const message = error.message.slice(0, Math.max(0, error.message.length - remedy.length - 1));
  return { code, message: message.slice(0, 4096), remedy: remedy.slice(0, 4096) };
}

/** The fault as its thrower meant it. */
export function faultOfForm({ code, message, remedy }: FaultForm): Error {
  if (code !== null && isTold(code)) return new GatehouseFault(code, message, remedy);
  return new Error('A function of the hub met a fault that nobody foresaw; its own log says which.');
}

export function encodeFault(error: unknown): Uint8Array {
  return encodeJson(faultForm(error));
}

export function readFault(payload: Uint8Array): Error {
  return faultOfForm(readJson(payload, faultSchema));
}
