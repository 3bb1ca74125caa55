import type { IncomingMessage } from 'node:http';

/** Whether a request names the service (and this Region) in the scope of a signature, as every request to AWS must. Signatures themselves are proved elsewhere (`hub/gateway/sigv4`). */
export function signedFor(service: string, request: IncomingMessage): boolean {
  const scope = new RegExp(
    `^AWS4-HMAC-SHA256 Credential=\\w{4,128}/\\d{8}/us-east-1/${service}/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$`,
  );
  return scope.test(request.headers.authorization ?? '');
}
