import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord } from '../../hub/audit/record.ts';
import { testPolicy } from '../hub/gateway/governed-policy.fixture.ts';
import { userSays } from '../hub/gateway/test-hub.ts';
import { docx, paragraph } from '../hub/screening/documents/document-files.ts';
import { callGateway, type GatewayAnswer, type GatewayCall } from './call-gateway.ts';
import { type RunningFunctions, startFunctions } from './functions.fixture.ts';
import { keptContent } from './kept-content.ts';

let running: RunningFunctions;
beforeAll(async () => {
  running = await startFunctions(testPolicy());
});
afterAll(() => running?.close());

const call = (asked: GatewayCall): Promise<GatewayAnswer> => callGateway(running.gateway, asked);

async function recordsOf(answer: GatewayAnswer): Promise<{ intent?: IntentRecord; completion?: CompletionRecord }> {
  return running.aws.records.get(answer.headers['x-gatehouse-record'] ?? '');
}

/** What was asked of Bedrock while `work` went on. */
async function askedOfBedrock(work: () => Promise<unknown>) {
  const before = (await running.aws.bedrock.calls()).length;
  await work();
  return (await running.aws.bedrock.calls()).slice(before);
}

describe('a call through gateway, response filter and prompt handler as they are deployed', () => {
  it('answers a document, and keeps the pair of records and what both sides saw', async () => {
    const answer = await call({ body: userSays('What is a claim?') });
    expect([answer.status, answer.whole]).toEqual([200, true]);
    expect(JSON.stringify(answer.json())).toContain('What is a claim?');
    const { intent, completion } = await recordsOf(answer);
    expect(intent).toMatchObject({
      caller: { application: 'claims', session: 'claims', sourceIp: '203.0.113.7' },
      policy: { hash: testPolicy().hash, build: expect.stringMatching(/^gatehouse\/\d/) },
    });
    expect(completion).toMatchObject({ outcome: 'answered', response: { status: 200, delivery: 'complete' } });
    const kept = await keptContent(running.aws, completion);
    expect(kept.answer.equals(answer.body)).toBe(true);
    expect(kept.sent.toString()).toContain('Never promise a payment.');
  });

  it('answers a stream, event by event, to its last', async () => {
    const answer = await call({ body: userSays('Tell me a story.'), action: 'converse-stream' });
    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    const events = answer.frames().map(({ event }) => event);
    expect(events).toEqual(['messageStart', ...events.slice(1, -3), 'contentBlockStop', 'messageStop', 'metadata']);
    expect((await recordsOf(answer)).completion).toMatchObject({ outcome: 'answered' });
  });

  it('has the model asked in the application’s role, for its purpose and user, through its inference profile', async () => {
    const headers = { 'x-gatehouse-purpose': 'letters', 'x-gatehouse-user': 'ada' };
    const [asked] = await askedOfBedrock(() => call({ body: userSays('Hello'), headers }));
    const session = running.aws.sts.sessions.at(-1);
    expect(session).toMatchObject({
      roleArn: 'arn:aws:iam::999988887777:role/gatehouse-invoke-claims',
      sessionName: 'claims',
      sourceIdentity: 'ada',
      tags: { application: 'claims', purpose: 'letters' },
    });
    expect(asked?.headers.authorization).toContain(`Credential=${session?.accessKeyId}/`);
    expect(asked?.target).toBe('arn:aws:bedrock:us-east-1:999988887777:application-inference-profile/abc123');
  });

  it('asks STS once for calls of the same application, purpose and user', async () => {
    const headers = { 'x-gatehouse-user': 'bob' };
    await call({ body: userSays('Hello'), headers });
    const before = running.aws.sts.sessions.length;
    await call({ body: userSays('Hello again'), headers });
    expect(running.aws.sts.sessions).toHaveLength(before);
  });

  it('masks what must not reach the model', async () => {
    const answer = await call({ body: userSays('Write to ada@example.com please.') });
    expect(answer.headers['x-gatehouse-verdict']).toBe('masked');
    const asked = (await running.aws.bedrock.calls()).at(-1);
    expect(Buffer.from(asked?.body ?? []).toString()).not.toContain('ada@example.com');
    expect((await recordsOf(answer)).completion?.screening.verdict).toBe('masked');
  });

  it.each(['converse', 'converse-stream'])(
    'blocks what must not be asked at all, and asks no model (%s)',
    async (action) => {
      let answer: GatewayAnswer | undefined;
      const asked = await askedOfBedrock(async () => {
        answer = await call({ body: userSays('My card is 4111 1111 1111 1111.'), action });
      });
      expect(asked.filter(({ operation }) => operation !== 'ApplyGuardrail')).toEqual([]);
      expect(answer?.status).toBe(200);
      expect(answer?.body.toString()).toContain('The request was stopped.');
      expect(answer?.body.toString()).toContain('guardrail_intervened');
      expect((await recordsOf(answer!)).completion).toMatchObject({ outcome: 'blocked' });
    },
  );

  it.each([
    ['nothing of the kind', 'answered'],
    ['the card 4111 1111 1111 1111', 'blocked'],
  ])('reads a Word document in a thread beside the function: %s is %s', async (text, outcome) => {
    const bytes = Buffer.from(docx(paragraph(text))).toString('base64');
    const document = { document: { format: 'docx', name: 'claim', source: { bytes } } };
    const body = { messages: [{ role: 'user', content: [{ text: 'Sum it up.' }, document] }] };
    const answer = await call({ body });
    expect((await recordsOf(answer)).completion).toMatchObject({ outcome });
  });

  it('refuses a model that the application may not use, on record, and without asking another function', async () => {
    const invoked = running.aws.lambda.invoked.length;
    const answer = await call({ body: userSays('Hello'), modelId: 'anthropic.claude-opus-4-8' });
    expect(answer).toMatchObject({ status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } });
    expect(running.aws.lambda.invoked).toHaveLength(invoked);
    expect((await recordsOf(answer)).completion).toMatchObject({ refusal: { code: 'model_not_entitled' } });
  });

  it('lets nobody in whom API Gateway has not identified', async () => {
    const answer = await call({ body: userSays('Hello'), userArn: null });
    expect(answer).toMatchObject({ status: 403, headers: { 'x-gatehouse-refusal': 'authentication_missing' } });
  });

  it('passes on Bedrock’s own refusal as Bedrock words it', async () => {
    await running.aws.bedrock.configure({ throttleNext: 1 });
    const answer = await call({ body: userSays('Hello') });
    expect(answer).toMatchObject({ status: 429, headers: { 'x-amzn-errortype': 'ThrottlingException' } });
    expect((await recordsOf(answer)).completion).toMatchObject({ outcome: 'upstream_error' });
  });

  it('tells a throttled function from a broken one: callers’ SDKs try the first again', async () => {
    running.aws.lambda.fault = 'throttled';
    const answer = await call({ body: userSays('Hello') });
    running.aws.lambda.fault = undefined;
    expect(answer).toMatchObject({ status: 429, headers: { 'x-amzn-errortype': 'ThrottlingException' } });
    expect((await recordsOf(answer)).completion).toMatchObject({ outcome: 'faulted' });
  });

  it('wrote to its log why the one call failed that did, and nothing of any other', () => {
    const { gateway, responseFilter, promptHandler } = running;
    const lines = linesOf(gateway.output()).filter((line) => !('_aws' in line));
    expect(lines).toEqual([expect.objectContaining({ event: 'call_faulted', code: 'function_throttled' })]);
    for (const { output } of [responseFilter, promptHandler]) expect(output()).toMatch(/^ready on \d+\n$/);
  });

  it('counted each call in its log, and a hub at its limit as nobody’s cap', () => {
    const metrics = linesOf(running.gateway.output()).filter((line) => '_aws' in line);
    expect(metrics.length).toBeGreaterThan(5);
    for (const line of metrics) expect(line).toMatchObject({ 'gatehouse.calls': 1 });
    expect(metrics.filter(({ outcome }) => outcome === 'faulted')).toHaveLength(1);
    for (const line of metrics) expect(line).not.toHaveProperty(['gatehouse.cap.breaches']);
  });
});

/** What the function wrote after it was ready. */
function linesOf(output: string): Record<string, unknown>[] {
  return output
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));
}
