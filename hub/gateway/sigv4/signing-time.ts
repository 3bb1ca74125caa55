import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';

/** How far x-amz-date may be off, either way, in milliseconds: what AWS itself accepts. */
export const maxClockSkewMs = 300_000;

const pattern = /^\d{8}T\d{6}Z$/;

/** Milliseconds since the epoch of an `x-amz-date` (`YYYYMMDDTHHMMSSZ`, ISO 8601 basic, UTC), or undefined when there is no such moment. */
export function parseAmzDate(text: string): number | undefined {
  if (!pattern.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const [hour, minute, second] = [Number(text.slice(9, 11)), Number(text.slice(11, 13)), Number(text.slice(13, 15))];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC rolls 31 February over into March; a date that comes back different never existed.
  const date = new Date(ms);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? ms
    : undefined;
}

/** The refusal for a signature whose date is too far off, saying which way and by how much; undefined when it is near enough. */
export function checkClock(signedAtMs: number, nowMs: number): Refusal | undefined {
  const skewMs = nowMs - signedAtMs;
  if (Math.abs(skewMs) <= maxClockSkewMs) return undefined;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  return refuse(
    'signature_expired',
    `Signature expired: x-amz-date is ${seconds} seconds ${direction} the gateway's clock; at most 300 are accepted. ` +
      "Synchronize the caller's clock (NTP), or sign again just before sending.",
  );
}
