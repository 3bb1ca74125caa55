import { describe, expect, it } from 'vitest';
import { MemoryReplayGuard } from '../../hub/gateway/sigv4/replay-guard.ts';
import { verifySigV4 } from '../../hub/gateway/sigv4/verify.ts';
import { requestPaths } from './payload.ts';
import { exampleCredentials, resignedHeaders, scope } from './resign.ts';
import { type Credentials, RequestSigner } from './sign.ts';

const host = '127.0.0.1:8080';
const body = Buffer.from('{"messages":[]}');
const principal = { arn: 'arn:aws:sts::111122223333:assumed-role/a/b', accountId: '111122223333', session: 'b' };

function verify(credentials: Credentials, headers: Record<string, string>, sent: Buffer = body) {
  const { secretAccessKey, sessionToken } = credentials;
  const known = { secretAccessKey, principal, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return verifySigV4(
    { method: 'POST', path: requestPaths.whole, headers: { host, ...headers }, body: sent },
    {
      services: ['bedrock'],
      region: scope.region,
      nowMs: Date.now(),
      lookup: () => known,
      replays: new MemoryReplayGuard(),
    },
  );
}

describe('the signer of the load generator', () => {
  const temporary = { ...exampleCredentials, sessionToken: 'a-session-token' };

  it.each([
    ['long-lived', exampleCredentials],
    ['temporary', temporary],
  ])('makes signatures with %s credentials that the gateway accepts', (_, credentials) => {
    const signer = new RequestSigner(credentials, scope, host, requestPaths.whole);
    expect(verify(credentials, signer.sign(body, 'first'))).toMatchObject({ kind: 'verified', service: 'bedrock' });
    expect(verify(credentials, signer.sign(body, 'second'))).toMatchObject({ kind: 'verified' });
  });

  it('signs the body', () => {
    const signed = new RequestSigner(exampleCredentials, scope, host, requestPaths.whole).sign(body, 'first');
    expect(verify(exampleCredentials, signed, Buffer.from('{}'))).toMatchObject({ code: 'signature_invalid' });
  });

  it('gives equal calls of one moment different signatures', () => {
    const signer = new RequestSigner(exampleCredentials, scope, host, requestPaths.whole);
    const now = Date.UTC(2026, 10, 20);
    expect(signer.sign(body, 'first', now).authorization).not.toBe(signer.sign(body, 'second', now).authorization);
  });

  it('changes its key at midnight UTC', () => {
    const signer = new RequestSigner(exampleCredentials, scope, host, requestPaths.whole);
    const afterMidnight = Date.UTC(2026, 10, 21);
    signer.sign(body, 'same', afterMidnight - 1);
    const fresh = new RequestSigner(exampleCredentials, scope, host, requestPaths.whole);
    expect(signer.sign(body, 'same', afterMidnight)).toEqual(fresh.sign(body, 'same', afterMidnight));
  });
});

describe('the signing proxy', () => {
  const signed = () => ({
    host,
    ...new RequestSigner(exampleCredentials, scope, host, requestPaths.whole).sign(body, 'n'),
  });

  it('signs verified calls anew', () => {
    const headers = resignedHeaders(requestPaths.whole, signed(), body, '127.0.0.1:9');
    expect(headers).toMatchObject({ host: '127.0.0.1:9', 'content-length': String(body.length) });
    expect(verify(exampleCredentials, { ...headers })).toMatchObject({ kind: 'verified' });
  });

  it('lets no other call through', () => {
    expect(resignedHeaders(requestPaths.whole, signed(), Buffer.from('{}'), '127.0.0.1:9')).toBeUndefined();
  });
});
