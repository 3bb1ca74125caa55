/** Requests signed by AWS's own signer, so that the verifier is tested against what clients really send. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Principal } from '../../../../hub/gateway/sigv4/principal.ts';
import { MemoryReplayGuard } from '../../../../hub/gateway/sigv4/replay-guard.ts';
import type { SignedRequest, VerifyOptions } from '../../../../hub/gateway/sigv4/verify.ts';

/** AWS's documented example credentials. */
export const exampleKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const signedAtMs = Date.UTC(2026, 10, 20, 12, 0, 0);
export const principal: Principal = {
  arn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant',
  accountId: '999988887777',
  session: 'claims-assistant',
};

class NodeSha256 {
  #hash: Hash | Hmac;
  readonly #make: () => Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#make = () => (secret === undefined ? createHash('sha256') : createHmac('sha256', toBuffer(secret)));
    this.#hash = this.#make();
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBuffer(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    this.#hash = this.#make();
  }
}

function toBuffer(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}

export interface SigningChoices {
  readonly method?: string;
  /** As on the wire, without query. */
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly service?: string;
  readonly region?: string;
  readonly sessionToken?: string;
  /** @default exampleKey */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly dateMs?: number;
  readonly applyChecksum?: boolean;
}

export async function signed(choices: SigningChoices = {}): Promise<SignedRequest> {
  const { sessionToken, query = {}, path = '/model/us.amazon.nova-micro-v1%3A0/converse' } = choices;
  const signer = new SignatureV4({
    credentials: { ...(choices.credentials ?? exampleKey), ...(sessionToken === undefined ? {} : { sessionToken }) },
    region: choices.region ?? 'us-east-1',
    service: choices.service ?? 'bedrock',
    sha256: NodeSha256,
    applyChecksum: choices.applyChecksum ?? true,
  });
  const body = Buffer.from(choices.body ?? '{"messages":[]}');
  const toSign = {
    method: choices.method ?? 'POST',
    protocol: 'http:',
    hostname: 'localhost',
    path,
    query,
    headers: { host: '127.0.0.1:8787', 'content-type': 'application/json', ...choices.headers },
    body,
  };
  const { headers } = await signer.sign(toSign, { signingDate: new Date(choices.dateMs ?? signedAtMs) });
  const search = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return { method: toSign.method, path: search.length === 0 ? path : `${path}?${search.join('&')}`, headers, body };
}

export function options(changes: Partial<VerifyOptions<Principal>> = {}): VerifyOptions<Principal> {
  return {
    services: ['bedrock', 'execute-api'],
    region: 'us-east-1',
    nowMs: signedAtMs,
    lookup: (accessKeyId, sessionToken) =>
      accessKeyId === exampleKey.accessKeyId && sessionToken === undefined
        ? { secretAccessKey: exampleKey.secretAccessKey, principal }
        : undefined,
    replays: new MemoryReplayGuard(),
    ...changes,
  };
}
