import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const Session = z.strictObject({
  accessKeyId: z.string(),
  roleArn: z.string(),
  arn: z.string(),
  accountId: z.string(),
  session: z.string(),
  userId: z.string(),
  sourceIdentity: z.string().optional(),
  expiresAtMs: z.number(),
});

/** A role session as its token carries it. */
export type TokenSession = z.infer<typeof Session>;

const nonceBytes = 12;
const tagBytes = 16;
/** Real session tokens are below 2 KB; longer ones are not even decoded. */
const longestToken = 4_096;
const canonicalBase64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Session tokens that are their own record: AES-256-GCM over the session, under a key of this hub. No table of sessions is needed, so they
 * survive a restart, and nobody without the key can make or alter one. The secret key follows from the token by HMAC under a second key.
 */
export class SessionTokens {
  /** 16 hex digits that say which key seals. */
  readonly issuerId: string;
  readonly #sealingKey: Uint8Array;
  readonly #secretsKey: Uint8Array;

  /** @param masterKey 32 random bytes. */
  constructor(masterKey: Uint8Array) {
    // Separate keys for separate uses, so that neither output says anything about the other (RFC 5869).
    this.#sealingKey = derive(masterKey, 'gatehouse local session token v1');
    this.#secretsKey = derive(masterKey, 'gatehouse local secret access key v1');
    this.issuerId = Buffer.from(derive(masterKey, 'gatehouse local issuer id v1')).toString('hex', 0, 8);
  }

  seal(session: TokenSession): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey, nonce);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(session), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Undefined for anything that this hub did not seal. Says nothing about expiry: that is for the verifier. */
  open(token: string): TokenSession | undefined {
    if (token.length > longestToken || !canonicalBase64.test(token)) return undefined;
    const bytes = Buffer.from(token, 'base64');
    if (bytes.length <= nonceBytes + tagBytes || bytes.toString('base64') !== token) return undefined;
    try {
      return Session.parse(JSON.parse(this.#decrypt(bytes)));
    } catch {
      return undefined;
    }
  }

  #decrypt(bytes: Buffer): string {
    const nonce = bytes.subarray(0, nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#sealingKey, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  }

  /** 40 characters, as AWS's secret access keys have. */
  secretFor(token: string): string {
    return createHmac('sha256', this.#secretsKey).update(token).digest('base64').slice(0, 40);
  }
}

function derive(masterKey: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterKey, new Uint8Array(), use, 32));
}
