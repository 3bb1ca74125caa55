import { createSecretKey, type KeyObject } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GatehouseFault } from '../../shared/errors.ts';
import type { WrappedKey } from './wrapped-keys.ts';

/** What the content key's policy asks for, too, so that nothing can be wrapped or unwrapped under it without saying whose it is. CloudTrail shows it: it names no user. */
type Binding = Pick<WrappedKey, 'id' | 'application'>;

/** A new data key in both forms. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export async function newDataKey(
  kms: KMSClient,
  keyId: string,
  binding: Binding,
): Promise<WrappedKey & { readonly key: KeyObject }> {
  const request = new GenerateDataKeyCommand({
    KeyId: keyId,
    KeySpec: 'AES_256',
    EncryptionContext: contextOf(binding),
  });
  const { Plaintext, CiphertextBlob } = await kms.send(request).catch(kmsFault);
  if (CiphertextBlob === undefined) throw unusable();
  return { ...binding, wrapped: CiphertextBlob, key: secretOf(Plaintext) };
}

/** Fails where the wrapped key belongs to another subject than it says, or was wrapped under another key. */
export async function unwrapDataKey(kms: KMSClient, keyId: string, key: WrappedKey): Promise<KeyObject> {
  const request = new DecryptCommand({
    KeyId: keyId,
    CiphertextBlob: key.wrapped,
    EncryptionContext: contextOf(key),
  });
  const { Plaintext } = await kms.send(request).catch(kmsFault);
  return secretOf(Plaintext);
}

/**
 * A secret of 32 bytes that only who may call GenerateMac under the HMAC key can have: the code of a fixed message. HMAC-SHA-256 is a pseudorandom function, so its output under a secret key is as
 * good as a random key (it is how NIST SP 800-108 derives keys), and tells nothing of the key or of the codes of other messages. Hence one call at the start in place of one for each commitment.
 */
export async function derivedSecret(kms: KMSClient, keyId: string, label: string): Promise<KeyObject> {
  const request = new GenerateMacCommand({
    KeyId: keyId,
    MacAlgorithm: 'HMAC_SHA_256',
    Message: Buffer.from(label),
  });
  const { Mac } = await kms.send(request).catch(kmsFault);
  return secretOf(Mac);
}

function contextOf({ id, application }: Binding): Record<string, string> {
  return { 'gatehouse:application': application, 'gatehouse:data-key': id };
}

/** The bytes leave the heap as soon as the key object has its own copy, which JavaScript cannot read by mistake. */
function secretOf(bytes: Uint8Array | undefined): KeyObject {
  if (bytes?.length !== 32) throw unusable();
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** KMS's error names in the hub's terms. Source: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
const remedies: Readonly<Record<string, string>> = {
  AccessDeniedException: "Check the key policy, the function's role and the policy of the KMS endpoint.",
  DisabledException: 'Enable the key again.',
  IncorrectKeyException: 'The data key was wrapped under another key: treat its item as altered.',
  InvalidCiphertextException: 'The data key does not belong to the subject that its item names: treat it as altered.',
  KMSInvalidStateException: 'Cancel the deletion of the key, or enable it again.',
  NotFoundException: 'Check the key that the stack gave the function.',
  ThrottlingException: 'KMS is throttling the account: raise its request quota, or try again.',
};

function kmsFault(cause: unknown): never {
  const name = cause instanceof Error ? cause.name : '';
  const remedy = Object.hasOwn(remedies, name) ? remedies[name] : undefined;
  throw new GatehouseFault(
    'key_unavailable',
    'KMS does not give the key.',
    remedy ?? 'Check the network path to KMS (interface endpoint and its policy).',
    { cause },
  );
}

function unusable(): GatehouseFault {
  return new GatehouseFault(
    'key_unavailable',
    'KMS answered without a key of 256 bits.',
    'Check what answers at the KMS endpoint.',
  );
}
