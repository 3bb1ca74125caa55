/** "With the detector made to throw, with the guardrail down, with a part too large: the call is refused and the record says not_run with the reason." */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import { ScriptedGuardrails } from '../guardrails/scripted-guardrails.ts';
import { docx, paragraph } from '../screening/documents/document-files.ts';
import { screenerThatBreaksOn } from '../screening/support/broken-screener.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer, decodeFrames, frame } from './scripted-models.ts';
import {
  conversePath,
  converseStreamPath,
  openTestHub,
  type TestAnswer,
  type TestHub,
  type TestPorts,
  userSays,
} from './test-hub.ts';

const noThread = vi.hoisted(() => ({ wanted: false }));
vi.mock('node:worker_threads', async (importOriginal) => {
  const threads = await importOriginal<typeof import('node:worker_threads')>();
  class Worker extends threads.Worker {
    constructor(...given: ConstructorParameters<typeof threads.Worker>) {
      if (noThread.wanted) throw new Error('no thread can be started for: zebra');
      super(...given);
    }
  }
  return { ...threads, Worker };
});
afterEach(() => {
  noThread.wanted = false;
});

const lenient = () => {
  const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
  return testPolicy({ screening: { ...screening, unreadable: 'allow-unscreened' } });
};

function breakingOn(word: string, direction: 'input' | 'output'): TestPorts {
  const governed = governPolicy(lenient());
  const application = governed.applications.get('claims') ?? expect.fail();
  const broken = { ...application, [direction]: screenerThatBreaksOn(word) };
  return { policy: () => ({ ...governed, applications: new Map([['claims', broken]]) }) };
}

const document = {
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Sum it up' },
        {
          document: {
            format: 'docx',
            name: 'report',
            source: { bytes: Buffer.from(docx(paragraph('zebra'))).toString('base64') },
          },
        },
      ],
    },
  ],
};
const toolResult = {
  messages: [{ role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ text: 'zebra' }] } }] }],
};
const tooLong = `zebra ${'a '.repeat(2_200_000)}`;

interface Failure {
  readonly body: unknown;
  readonly change?: () => TestPorts;
  readonly code: string;
  readonly status: number;
  readonly reason: string;
}

const unavailable = { code: 'screening_unavailable', status: 503 } as const;
const failures: readonly (readonly [string, Failure])[] = [
  [
    'a detector that throws',
    {
      body: userSays('zebra'),
      change: () => breakingOn('zebra', 'input'),
      ...unavailable,
      reason: 'a detector failed',
    },
  ],
  [
    'a guardrail that is down',
    {
      body: toolResult,
      change: () => ({ guardrails: new ScriptedGuardrails().goesDown() }),
      ...unavailable,
      reason: 'the guardrail could not be asked',
    },
  ],
  [
    'a part that is too large',
    { body: userSays(tooLong), code: 'content_unscreenable', status: 400, reason: 'too large to be screened' },
  ],
  [
    'a thread for documents that cannot be started',
    {
      body: document,
      change: () => {
        noThread.wanted = true;
        return {};
      },
      ...unavailable,
      reason: 'reading the document failed',
    },
  ],
];

const paths = [conversePath, converseStreamPath];

describe.each(failures)('a prompt with %s', (_, { body, change, code, status, reason }) => {
  it.each(paths)('is refused, whatever the policy says of what cannot be read (%s)', async (path) => {
    const opened = await openTestHub(lenient(), change?.());
    const answer = await opened.call({ body, path });
    expect(answer.status).toBe(status);
    expect(answer.headers['x-gatehouse-refusal']).toBe(code);
    expect(answer.headers['x-gatehouse-verdict']).toBe('not_run');
    expect(opened.models.calls).toEqual([]);
    const { intent, completion } = await opened.records.get(answer.recordId);
    expect(intent?.reservation).not.toBeNull();
    expect(completion).toMatchObject({
      outcome: 'refused',
      refusal: { code },
      usage: null,
      content: null,
      screening: { verdict: 'not_run', output: [] },
    });
    expect(completion?.screening.input.at(-1)).toMatchObject({ verdict: 'not_run', failed: true, reason });
    expect(JSON.stringify(completion) + answer.bytes.toString()).not.toContain('zebra');
    await expectNothingSpent(opened);
  });
});

async function expectNothingSpent({ hub }: TestHub): Promise<void> {
  const usage = await hub.ledger.usage('claims', Date.now());
  expect(usage.holds).toEqual([]);
  expect(usage.windows.day).toMatchObject({ tokens: 0, costNanos: 0 });
}

const toolUse = { toolUse: { toolUseId: 't', name: 'find', input: { note: 'zebra' } } };
const streamed = [
  frame('messageStart', { role: 'assistant' }),
  frame('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: 't', name: 'find' } } }),
  frame('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"note":"zebra"}' } } }),
  frame('contentBlockStop', { contentBlockIndex: 0 }),
  frame('messageStop', { stopReason: 'tool_use' }),
  frame('metadata', { usage: { inputTokens: 10, outputTokens: 20, totalTokens: 30 }, metrics: { latencyMs: 5 } }),
];

const answerFailures: readonly (readonly [string, () => TestPorts, string])[] = [
  ['a detector that throws', () => breakingOn('zebra', 'output'), 'a detector failed'],
  [
    'a guardrail that is down',
    () => ({
      guardrails: new ScriptedGuardrails().goesDown(({ texts }) => texts.some(({ text }) => text.includes('zebra'))),
    }),
    'the guardrail could not be asked',
  ],
];

describe.each(answerFailures)('an answer with %s', (_, change, reason) => {
  it.each(paths)('is not passed on, and is paid for as the model says (%s)', async (path) => {
    const opened = await openTestHub(lenient(), change());
    if (path === converseStreamPath) opened.models.streams(streamed);
    else {
      opened.models.answers({ ...converseAnswer(''), output: { message: { role: 'assistant', content: [toolUse] } } });
    }
    const answer = await opened.call({ body: userSays('Hi'), path });
    expectRefused(answer, path);
    const { completion } = await opened.records.get(answer.recordId);
    expect(completion).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'screening_unavailable' },
      screening: { verdict: 'not_run' },
      usage: { source: 'model', 'gen_ai.usage.output_tokens': 20 },
    });
    expect(completion?.screening.output.at(-1)).toMatchObject({ verdict: 'not_run', failed: true, reason });
    expect((await opened.hub.ledger.usage('claims', Date.now())).holds).toEqual([]);
  });
});

function expectRefused(answer: TestAnswer, path: string): void {
  expect(answer.bytes.toString()).not.toContain('zebra');
  if (path === conversePath) {
    expect(answer.status).toBe(503);
    expect(answer.headers['x-gatehouse-verdict']).toBe('not_run');
    return;
  }
  const frames = decodeFrames(answer.bytes);
  expect(frames.at(-1)?.exception).toBe('serviceUnavailableException');
  expect(frames.map(({ event }) => event)).not.toContain('messageStop');
}
