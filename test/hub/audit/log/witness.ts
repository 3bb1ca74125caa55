import { generateKeyPairSync, hash, sign } from 'node:crypto';
import { parseNoteKey } from '../../../../hub/audit/log/note-key.ts';
import type { TestSigner } from './made-log.ts';

/** A witness that cosigns at this time (seconds since 1970), as https://c2sp.org/tlog-cosignature says. */
export function witness(name: string, atSeconds: number): TestSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(12);
  const typed = Buffer.concat([Buffer.of(0x04), raw]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'hex').slice(0, 8);
  const vkey = `${name}+${id}+${typed.toString('base64')}`;
  const cosign = (text: string) => {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(atSeconds));
    return Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${text}`), privateKey)]);
  };
  return { vkey, key: parseNoteKey(vkey), sign: cosign };
}
