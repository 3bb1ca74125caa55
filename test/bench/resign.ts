import type { IncomingHttpHeaders } from 'node:http';
import { MemoryReplayGuard } from '../../hub/gateway/sigv4/replay-guard.ts';
import { verifySigV4 } from '../../hub/gateway/sigv4/verify.ts';
import { isRefusal } from '../../shared/contract/refusals.ts';
import { type Credentials, RequestSigner } from './sign.ts';

/** AWS's documented example keys: every server of the benchmark but Gatehouse, which issues its own, accepts them. */
export const exampleCredentials: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
export const scope = { region: 'us-east-1', service: 'bedrock' };

const principal = {
  arn: 'arn:aws:sts::999988887777:assumed-role/bench/bench',
  accountId: '999988887777',
  session: 'bench',
};
const known = { secretAccessKey: exampleCredentials.secretAccessKey, principal };
const replays = new MemoryReplayGuard();
const signers = new Map<string, RequestSigner>();
let calls = 0;

/** Verifies the caller's signature with Gatehouse's own code and signs for the stand-in; undefined where the signature is no good. */
export function resignedHeaders(
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  upstreamHost: string,
): Record<string, string> | undefined {
  const verified = verifySigV4(
    { method: 'POST', path, headers, body },
    {
      services: [scope.service],
      region: scope.region,
      nowMs: Date.now(),
      lookup: (accessKeyId) => (accessKeyId === exampleCredentials.accessKeyId ? known : undefined),
      replays,
    },
  );
  if (isRefusal(verified)) return undefined;
  return {
    host: upstreamHost,
    'content-type': 'application/json',
    'content-length': String(body.length),
    ...signerFor(upstreamHost, path).sign(body, `proxy-${calls++}`),
  };
}

function signerFor(host: string, path: string): RequestSigner {
  const known = signers.get(path);
  if (known) return known;
  const signer = new RequestSigner(exampleCredentials, scope, host, path);
  signers.set(path, signer);
  return signer;
}
