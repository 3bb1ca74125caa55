import { hash } from 'node:crypto';

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Version byte, 20 bytes of hash, 4 bytes of checksum. */
const addressBytes = 25;
/** Bitcoin 0 and 5, its test network 111 and 196, Litecoin 48 and 50, Dogecoin 30. Source: chainparams of the reference clients. */
const versions = new Set([0, 5, 111, 196, 48, 50, 30]);

/** Base58Check of a 25-byte address: the last four bytes are the first four of SHA-256 twice over the others. Source: Bitcoin Wiki, "Base58Check encoding". */
export function isBase58Check(address: string): boolean {
  const bytes = decodeBase58(address);
  if (bytes === undefined || !versions.has(bytes[0] ?? -1)) return false;
  const body = bytes.subarray(0, addressBytes - 4);
  const digest = hash('sha256', hash('sha256', body, 'buffer'), 'buffer');
  for (let at = 0; at < 4; at += 1) if (digest[at] !== bytes[addressBytes - 4 + at]) return false;
  return true;
}

/** The 25 bytes of an address; undefined where it stands for another number of bytes. */
function decodeBase58(address: string): Uint8Array | undefined {
  const bytes = new Uint8Array(addressBytes);
  for (const character of address) {
    let carry = base58.indexOf(character);
    if (carry < 0) return undefined;
    for (let at = addressBytes - 1; at >= 0; at -= 1) {
      carry += (bytes[at] ?? 0) * 58;
      bytes[at] = carry & 0xff;
      carry >>= 8;
    }
    if (carry !== 0) return undefined;
  }
  // Each leading 1 stands for one leading zero byte, and nothing else does.
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return zeros === /^1*/.exec(address)?.[0].length ? bytes : undefined;
}

const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const bech32 = 1;
const bech32m = 0x2bc830a3;

/** Checksum of a segregated-witness address (BIP 173 and, for version 1 on, BIP 350), all small or all capitals. */
export function isBech32(address: string): boolean {
  const small = address.toLowerCase();
  if (address !== small && address !== address.toUpperCase()) return false;
  const mark = small.lastIndexOf('1');
  const prefix = small.slice(0, mark);
  let sum = 1;
  for (const character of prefix) sum = step(sum, character.charCodeAt(0) >> 5);
  sum = step(sum, 0);
  for (const character of prefix) sum = step(sum, character.charCodeAt(0) & 31);
  for (const character of small.slice(mark + 1)) sum = step(sum, charset.indexOf(character));
  return sum === bech32 || sum === bech32m;
}

function step(sum: number, value: number): number {
  const top = sum >>> 25;
  let next = ((sum & 0x1ffffff) << 5) ^ value;
  generators.forEach((generator, bit) => {
    if ((top >> bit) & 1) next ^= generator;
  });
  return next;
}
