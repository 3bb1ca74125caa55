/**
 * An order as it travels to another function: JSON, because that is what Lambda takes, so the body is base64. What was parsed does not travel. The other function admits the
 * signed request once more, under the bundle of the same hash: what its rules do not allow it does not handle, whoever asks.
 */
import * as z from 'zod/mini';
import { headers as gatehouseHeaders } from '../../../shared/contract/headers.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { passing } from '../../prompt-handler/model-call.ts';
import { admit } from '../admit.ts';
import type { RepairTurn } from '../dialects/repair-turn.ts';
import type { GovernedPolicy } from '../governed-policy.ts';
import type { CallOrder } from '../handlers.ts';
import { encodeJson } from './json-payload.ts';
import { largestPayloadBytes } from './transport.ts';

/** The second question of a repair round: the body of the order is what the model was sent the first time, and `seal` proves it. */
export interface RepairOrder extends RepairTurn {
  readonly seal: string;
}

const orderForm = z.strictObject({
  version: z.literal(1),
  recordId: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)),
  policy: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  principalArn: z.string().check(z.maxLength(2048)),
  method: z.string().check(z.maxLength(16)),
  path: z.string().check(z.maxLength(4096)),
  headers: z.record(z.string(), z.string()),
  bodyBytes: z.int().check(z.minimum(0)),
  body: z.string(),
  repair: z.exactOptional(z.strictObject({ answer: z.string(), instruction: z.string(), seal: z.string() })),
});

type OrderForm = z.output<typeof orderForm>;

/** Headers that the handlers read or pass on. No other travels: not the signature above all. */
const travelling: readonly string[] = ['accept', ...passing, gatehouseHeaders.purpose, gatehouseHeaders.user];

/** Refuses what is too large for one invocation. */
export function encodeOrder(order: CallOrder, repair?: RepairOrder): Uint8Array | Refusal {
  const { recordId, inbound, bodyBytes, policy } = order;
  const { principalArn, method, path, body } = inbound;
  // Base64 alone is larger: nothing is encoded in vain.
  if ((body.length / 3) * 4 > largestPayloadBytes) return tooLarge();
  const payload = encodeJson({
    version: 1,
    recordId,
    policy: policy.compiled.hash,
    ...{ principalArn, method, path, headers: travellingOf(inbound.headers), bodyBytes },
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('base64'),
    ...(repair !== undefined && { repair }),
  } satisfies OrderForm);
  return payload.length > largestPayloadBytes ? tooLarge() : payload;
}

function travellingOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of travelling) {
    const value = headers[name];
    if (value !== undefined) passed[name] = value;
  }
  return passed;
}

function tooLarge(): Refusal {
  return refuse(
    'body_too_large',
    'The request is too large for the functions of the hub: they take bodies of about 4.5 MB. Send less, or refer to large images and documents by s3Location.',
  );
}

/** @param policyFor the bundle of a hash; rejects where the hub must not decide by it (any more). */
export async function readOrder<Policy extends GovernedPolicy>(
  payload: unknown,
  policyFor: (hash: string) => Promise<Policy>,
): Promise<{ readonly order: CallOrder; readonly policy: Policy; readonly repair: RepairOrder | undefined }> {
  const form = formOf(payload);
  const policy = await policyFor(form.policy);
  if (policy.compiled.hash !== form.policy) throw unfit('another policy bundle is loaded than it was made under');
  return { order: admitAgain(form, policy), policy, repair: form.repair };
}

function formOf(payload: unknown): OrderForm {
  const read = orderForm.safeParse(payload);
  if (read.success) return read.data;
  throw unfit('it is not what the functions of this version send each other');
}

function admitAgain(form: OrderForm, policy: GovernedPolicy): CallOrder {
  const { recordId, bodyBytes, principalArn, method, path, headers, repair } = form;
  const body = Buffer.from(form.body, 'base64');
  if (repair === undefined && body.length !== bodyBytes) throw unfit('its body is not whole');
  const inbound = { principalArn, method, path, headers, body };
  const { decision: call } = admit(inbound, policy);
  if (isRefusal(call)) throw unfit(`the rules do not allow it (${call.code})`);
  return { recordId, inbound, bodyBytes, policy, call };
}

function unfit(what: string): GatehouseFault {
  return new GatehouseFault(
    'screening_failed',
    `An order of another function cannot be carried out: ${what}.`,
    'Look whether all functions of the hub are of one version, and who else may invoke this one.',
  );
}
