import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultProvider } from '../../../shared/runtime/environment-credentials.ts';
import { expectFault } from '../../hub/gateway/faults.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the credentials of a function', () => {
  it('are those that Lambda put into the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'token');
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  it('are missed by name where there are none: nothing else is tried', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expectFault(() => defaultProvider()(), 'configuration_invalid');
  });
});
