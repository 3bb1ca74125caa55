import { z } from 'zod';
import { behaviourSchema } from '../behaviour.ts';
import type { WireAnswer } from '../protocol/protocol.ts';
import { seedSchema } from '../seed.ts';
import type { OrganizationControl } from './control.ts';

/** Requests to the control begin with it: AWS has no such path. */
export const controlPath = '/_control/';

const hold = z.strictObject({ write: z.number().int().min(1), moment: z.enum(['before', 'after']) });

/** What the control answers to a request over HTTP: JSON, and 400 with the reason for whatever is no such request. */
export async function answerControl(control: OrganizationControl, path: string, body: string): Promise<WireAnswer> {
  try {
    const answer = await perform(control, path.slice(controlPath.length), body === '' ? {} : JSON.parse(body));
    return reply(200, answer ?? {});
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function perform(control: OrganizationControl, name: string, input: unknown): Promise<unknown> {
  switch (name) {
    case 'seed':
      seedSchema.parse(input);
      return control.seed(input as z.input<typeof seedSchema>);
    case 'behave':
      behaviourSchema.partial().parse(input);
      return control.behave(input as z.input<typeof behaviourSchema>);
    case 'hold': {
      const { write, moment } = hold.parse(input);
      return control.holdWrite(write, moment);
    }
    case 'held':
      return control.held().then((action) => ({ action }));
    case 'calls':
      return control.calls();
    case 'writes':
      return control.writes();
    case 'forget':
      return control.forget();
    case 'dump':
      return control.dump();
    case 'settle':
      return control.settle();
    case 'release':
      return control.release();
    default:
      throw new Error(`the control knows no '${name}'`);
  }
}

function reply(status: number, value: unknown): WireAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
