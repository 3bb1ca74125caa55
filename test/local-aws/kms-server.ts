import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { json } from 'node:stream/consumers';
import { canonicalJson, type Json } from '../../shared/canonical-json.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

type Fields = Readonly<Record<string, Json>>;

export interface KmsServer extends LoopbackServer {
  /** Names of the operations that were asked for, with their fields, oldest first. */
  readonly asked: { readonly operation: string; readonly fields: Fields }[];
  /** The error name that every request gets; undefined: none. */
  refusal: string | undefined;
}

/** As much of KMS as content keys need: data keys wrapped under a key and bound to their encryption context, and message authentication codes. Keys come to be when they are first named. */
export async function startKms(): Promise<KmsServer> {
  const secrets = new Map<string, Buffer>();
  const secretOf = (keyId: string): Buffer => {
    const secret = secrets.get(keyId) ?? randomBytes(32);
    secrets.set(keyId, secret);
    return secret;
  };
  const state: Pick<KmsServer, 'asked' | 'refusal'> = { asked: [], refusal: undefined };
  const server = await startLoopbackServer(async (request, response) => {
    const fields = (await json(request)) as Fields;
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    state.asked.push({ operation, fields });
    const answer = state.refusal === undefined ? perform(operation, fields, secretOf) : { error: state.refusal };
    const body = 'error' in answer ? { __type: answer.error, message: 'no' } : answer;
    response.writeHead('error' in answer ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(body));
  });
  return Object.assign(state, server);
}

type Secrets = (keyId: string) => Buffer;

function perform(operation: string, fields: Fields, secretOf: Secrets): Fields {
  const KeyId = String(fields.KeyId);
  const context = canonicalJson(fields.EncryptionContext ?? {});
  const bytes = (name: string) => Buffer.from(String(fields[name]), 'base64');
  switch (operation) {
    case 'GenerateDataKey': {
      const plain = randomBytes(32);
      return {
        KeyId,
        Plaintext: plain.toString('base64'),
        CiphertextBlob: wrap(plain, secretOf(KeyId), context).toString('base64'),
      };
    }
    case 'Decrypt': {
      const plain = unwrap(bytes('CiphertextBlob'), secretOf(KeyId), context);
      return plain === undefined
        ? { error: 'InvalidCiphertextException' }
        : { KeyId, Plaintext: plain.toString('base64') };
    }
    case 'GenerateMac':
      return { KeyId, Mac: createHmac('sha256', secretOf(KeyId)).update(bytes('Message')).digest('base64') };
    default:
      return { error: 'UnknownOperationException' };
  }
}

function wrap(plain: Buffer, secret: Buffer, context: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  cipher.setAAD(Buffer.from(context));
  const wrapped = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped]);
}

function unwrap(wrapped: Buffer, secret: Buffer, context: string): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(0, 12));
  decipher.setAAD(Buffer.from(context));
  try {
    decipher.setAuthTag(wrapped.subarray(12, 28));
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}
