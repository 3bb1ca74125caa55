import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { CallOrder } from '../handlers.ts';

/**
 * The prompt handler's word to itself that it has screened a body and sent it for this call. Between the two questions of a repair round that body is in the hands of the response
 * filter, which could otherwise have a model asked what nobody screened.
 */
export function sealSent({ recordId, policy, bodyBytes }: CallOrder, sent: Uint8Array, secret: KeyObject): string {
  // Records commit to texts by HMAC-SHA-256 under this secret: another function, so that no record can hold a seal.
  return createHmac('sha512', secret)
    .update(`gatehouse sent\u0000${recordId}\u0000${policy.compiled.hash}\u0000${bodyBytes}\u0000`)
    .update(sent)
    .digest('hex');
}

export function isSealed(order: CallOrder, seal: string, secret: KeyObject): boolean {
  const expected = Buffer.from(sealSent(order, order.inbound.body, secret));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
