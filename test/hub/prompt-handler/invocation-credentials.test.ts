import { beforeEach, describe, expect, it } from 'vitest';
import { InvocationCredentials, type SessionCredentials } from '../../../hub/prompt-handler/invocation-credentials.ts';
import { type InvocationSession, invocationSession } from '../../../hub/prompt-handler/invocation-session.ts';

const hour = 3_600_000;
let now: number;
let asked: InvocationSession[];
let answer: (count: number) => Promise<SessionCredentials>;

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  answer = async (count) => credentialsNumber(count);
});

function credentialsNumber(count: number): SessionCredentials {
  return {
    accessKeyId: `ASIAEXAMPLE${count}`,
    secretAccessKey: 'example',
    sessionToken: 'session',
    expiration: new Date(now + hour),
  };
}

function sessions(capacity?: number): InvocationCredentials {
  return new InvocationCredentials({
    clock: { now: () => now },
    assumeRole: (session) => {
      asked.push(session);
      return answer(asked.length);
    },
    ...(capacity !== undefined && { capacity }),
  });
}

function session(change: { application?: string; purpose?: string; user?: string | null } = {}): InvocationSession {
  const caller = { application: 'claims', purpose: 'triage', user: 'ada', ...change };
  return invocationSession(caller, { partition: 'aws', accountId: '999988887777' });
}

describe('InvocationCredentials', () => {
  it('asks STS once for a session, and again shortly before it expires', async () => {
    const credentials = sessions();
    const first = await credentials.get(session());
    now += hour - 300_001;
    expect(await credentials.get(session())).toBe(first);
    now += 1;
    expect(await credentials.get(session())).not.toBe(first);
    expect(asked).toHaveLength(2);
  });

  it.each([{ application: 'desk' }, { purpose: 'letters' }, { user: 'bob' }, { user: null }])(
    'never gives one session’s credentials to another: %o',
    async (change) => {
      const credentials = sessions();
      const mine = await credentials.get(session());
      expect(await credentials.get(session(change))).not.toBe(mine);
      expect(asked).toEqual([session(), session(change)]);
    },
  );

  it('asks once for many that wait, also when it renews', async () => {
    const credentials = sessions();
    const many = () => Promise.all(Array.from({ length: 50 }, () => credentials.get(session())));
    expect(new Set(await many()).size).toBe(1);
    now += hour;
    expect(new Set(await many()).size).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('tells a refusal to all who wait, and asks anew for the next', async () => {
    const credentials = sessions();
    answer = () => Promise.reject(new Error('no'));
    const waiting = await Promise.allSettled([credentials.get(session()), credentials.get(session())]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toHaveLength(1);
    answer = async (count) => credentialsNumber(count);
    expect(await credentials.get(session())).toMatchObject({ accessKeyId: 'ASIAEXAMPLE2' });
  });

  it('remembers only so many, and forgets first what was not used for longest', async () => {
    const credentials = sessions(2);
    for (const user of ['ada', 'bob', 'ada', 'eve', 'ada', 'bob']) await credentials.get(session({ user }));
    expect(asked.map(({ sourceIdentity }) => sourceIdentity)).toEqual(['ada', 'bob', 'eve', 'bob']);
  });
});
