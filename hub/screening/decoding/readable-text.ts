import { isUtf8 } from 'node:buffer';

/** Share of bytes that may be control characters in what still counts as text. */
const strangeShare = 0.1;
const fewestTelling = 3;

/**
 * The text that bytes hold; undefined where they hold none (hashes, images, keys). Random bytes pass with a chance of less than one in 100,000 from twelve bytes on.
 * At either end up to three bytes of a character that was cut are left out.
 */
export function readableText(bytes: Buffer): string | undefined {
  if (isWide(bytes)) return told(bytes.toString('utf16le'));
  const whole = bytes.subarray(firstWhole(bytes), lastWhole(bytes));
  // What holds no text mostly fails at the first look, which is the engine's own.
  return isUtf8(whole) && !looksStrange(bytes) ? told(whole.toString('utf8')) : undefined;
}

function told(text: string): string | undefined {
  return text.length >= fewestTelling && /[\p{L}\p{N}]/u.test(text) ? text : undefined;
}

/** UTF-16, as PowerShell encodes: every other byte of ASCII is zero. */
function isWide(bytes: Buffer): boolean {
  return (
    bytes.length >= 8 && bytes.length % 2 === 0 && [1, 3, 5, 7].every((at) => bytes[at] === 0 && bytes[at - 1] !== 0)
  );
}

function looksStrange(bytes: Buffer): boolean {
  const allowed = bytes.length * strangeShare;
  let strange = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte >= 32 && byte !== 127) || (byte >= 9 && byte <= 13)) continue;
    strange += 1;
    if (strange > allowed) return true;
  }
  return false;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

function firstWhole(bytes: Buffer): number {
  let at = 0;
  while (at < 3 && isContinuation(bytes[at])) at += 1;
  return at;
}

function lastWhole(bytes: Buffer): number {
  let at = bytes.length;
  while (at > bytes.length - 3 && isContinuation(bytes[at - 1])) at -= 1;
  const lead = bytes[at - 1] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return at - 1 + length > bytes.length ? at - 1 : bytes.length;
}
