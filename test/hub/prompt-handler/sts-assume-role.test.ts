import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { invocationSession } from '../../../hub/prompt-handler/invocation-session.ts';
import { assumeRoleBySts } from '../../../hub/prompt-handler/sts-assume-role.ts';
import { type StsServer, startSts } from '../../local-aws/sts-server.ts';
import { faultOf } from '../gateway/faults.ts';

const session = invocationSession(
  { application: 'claims', purpose: 'triage', user: 'ada' },
  { partition: 'aws', accountId: '999988887777' },
);
let sts: StsServer;
beforeEach(async () => {
  sts = await startSts();
  vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sts.close();
});

describe('assumeRoleBySts', () => {
  it('asks for an hour as the application, for its purpose, on the user’s behalf', async () => {
    const credentials = await assumeRoleBySts('us-east-1')(session);
    expect(sts.sessions).toEqual([
      {
        roleArn: 'arn:aws:iam::999988887777:role/gatehouse-invoke-claims',
        sessionName: 'claims',
        sourceIdentity: 'ada',
        seconds: '3600',
        tags: { application: 'claims', purpose: 'triage' },
        accessKeyId: credentials.accessKeyId,
      },
    ]);
    expect(credentials).toMatchObject({ secretAccessKey: 'example', sessionToken: 'session' });
    expect(credentials.expiration.getTime()).toBeGreaterThan(Date.now());
  });

  it('faults where STS refuses: the model cannot be asked', async () => {
    sts.refusal = 'AccessDenied';
    expect((await faultOf(assumeRoleBySts('us-east-1')(session))).code).toBe('model_unavailable');
  });
});
