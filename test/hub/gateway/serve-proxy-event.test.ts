import { describe, expect, it } from 'vitest';
import { serveProxyEvent } from '../../../hub/gateway/serve-proxy-event.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { proxyEvent } from './proxy-event.ts';
import { converseAnswer } from './scripted-models.ts';
import { openTestHub, type TestHub } from './test-hub.ts';

const logged: { event: string; requestId: string | undefined }[] = [];
const log = (event: string, _problem: unknown, requestId?: string) => void logged.push({ event, requestId });

function serve({ hub }: TestHub, event: unknown) {
  return serveProxyEvent(event, 'request-1', { open: async () => hub, log });
}

describe('serveProxyEvent', () => {
  it('takes the golden path', async () => {
    const hub = await openTestHub(testPolicy());
    hub.models.answers(converseAnswer('Hello.'));
    const { status, headers } = await serve(hub, proxyEvent({}, { requestTimeEpoch: Date.now() }));
    expect(status).toBe(200);
    expect((await hub.records.get(headers['x-gatehouse-record'] ?? '')).completion?.outcome).toBe('answered');
  });

  it('says which rules are in force to whoever is let in, and nothing else', async () => {
    const hub = await openTestHub(testPolicy());
    const { status, body } = await serve(hub, proxyEvent({ httpMethod: 'GET', path: '/healthz' }));
    expect(status).toBe(200);
    expect(JSON.parse(Buffer.from(body as Uint8Array).toString())).toEqual({
      status: 'ok',
      build: 'gatehouse/test',
      policy: testPolicy().hash,
    });
  });

  it('refuses what is no request under the id by which Lambda knows the invocation', async () => {
    const hub = await openTestHub(testPolicy());
    expect(await serve(hub, {})).toMatchObject({ status: 400, headers: { 'x-amzn-requestid': 'request-1' } });
    expect(await serve(hub, proxyEvent({}, { identity: { userArn: null } }))).toMatchObject({ status: 403 });
  });

  it('answers nothing without rules or keys, tells callers to try again, and logs why', async () => {
    const fault = new GatehouseFault('policy_unavailable', 'No policy bundle was loaded yet.', 'Publish one.');
    const open = () => Promise.reject(fault);
    expect(await serveProxyEvent(proxyEvent(), 'request-2', { open, log })).toMatchObject({
      status: 503,
      headers: { 'x-amzn-errortype': 'ServiceUnavailableException', 'x-gatehouse-refusal': 'screening_unavailable' },
    });
    expect(logged.at(-1)).toEqual({ event: 'call_not_served', requestId: 'request-2' });
  });
});
