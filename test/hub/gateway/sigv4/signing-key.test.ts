import { describe, expect, it } from 'vitest';
import { SigningKeys } from '../../../../hub/gateway/sigv4/signing-key.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

function scope(accessKeyId = 'AKIDEXAMPLE', date = '20150830') {
  return { accessKeyId, date, region: 'us-east-1', service: 'iam', scope: `${date}/us-east-1/iam/aws4_request` };
}

describe('signing keys', () => {
  it('are derived as in the example of the AWS documentation', () => {
    const key = new SigningKeys().get(secret, scope());
    expect(key.export().toString('hex')).toBe('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9');
  });

  it('are derived once for each credential and scope', () => {
    const keys = new SigningKeys();
    expect(keys.get(secret, scope())).toBe(keys.get(secret, scope()));
    expect(keys.get(secret, scope('AKIDOTHER'))).not.toBe(keys.get(secret, scope()));
  });

  it('follow a changed secret of the same access key', () => {
    const keys = new SigningKeys();
    const old = keys.get('old-secret', scope());
    expect(keys.get(secret, scope()).equals(old)).toBe(false);
  });

  it('are bounded, and the longest unused goes first', () => {
    const keys = new SigningKeys(2);
    const first = keys.get(secret, scope('first'));
    const second = keys.get(secret, scope('second'));
    keys.get(secret, scope('first'));
    keys.get(secret, scope('third'));
    expect(keys.size).toBe(2);
    expect(keys.get(secret, scope('first'))).toBe(first);
    expect(keys.get(secret, scope('second'))).not.toBe(second);
  });
});
