import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openContentKeys } from '../../../hub/audit/content-keys-directory.ts';
import { RecordWriter } from '../../../hub/audit/record-writer.ts';
import { goldenPath } from '../../../hub/gateway/golden-path.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { Handlers } from '../../../hub/gateway/handlers.ts';
import { handlersInProcess } from '../../../hub/gateway/handlers-in-process.ts';
import type { OutboundResponse } from '../../../hub/gateway/http.ts';
import type { Hub } from '../../../hub/gateway/hub.ts';
import type { Guardrails, RecordStore } from '../../../hub/gateway/ports.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import type { PromptHandling } from '../../../hub/prompt-handler/ask-on-record.ts';
import type { ReviewStore } from '../../../hub/reviews/review.ts';
import { SqliteReviews } from '../../../hub/reviews/sqlite-reviews.ts';
import type { CompiledPolicy } from '../../../shared/config/bundle.ts';
import { openState } from '../embedded/open-state.ts';
import { callerArn } from './governed-policy.fixture.ts';
import { ScriptedModels } from './scripted-models.ts';

export interface TestHub {
  readonly hub: Hub;
  readonly models: ScriptedModels;
  readonly guardrails: Guardrails;
  /** Handlers as this hub has them, over other ports. */
  handlersOver(ports: Pick<PromptHandling, 'models' | 'guardrails'>): Handlers;
  readonly records: RecordStore;
  readonly reviews: ReviewStore;
  readonly directory: string;
  call(request: TestRequest): Promise<TestAnswer>;
  /** The answer before anything of it has been read. */
  respond(request: TestRequest): Promise<OutboundResponse>;
}

export interface TestRequest {
  readonly body: unknown;
  readonly path?: string;
  readonly principalArn?: string;
  readonly headers?: Record<string, string>;
  readonly disconnected?: AbortSignal;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly json: () => Record<string, unknown>;
  readonly recordId: string;
}

/** What a test may put in the place of the usual. */
export type TestPorts = Partial<Hub & Pick<PromptHandling, 'models' | 'guardrails'>>;

/** How the gateway reaches the two handlers. */
type Reach = (ports: PromptHandling, hub: Pick<Hub, 'policy'>) => Handlers;

let reach: Reach = handlersInProcess;

/** From now on, and within this test file, handlers are reached this way. */
export function reachHandlersBy(way: Reach): void {
  reach = way;
}

/** The real golden path over the real embedded adapters in a directory of its own; only the model is scripted. */
export async function openTestHub(policy: CompiledPolicy, change: TestPorts = {}): Promise<TestHub> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  const clock = { now: Date.now };
  const { store, ledger, records, evidence, close } = openState(directory, clock);
  const reviews = new SqliteReviews(store);
  const models = new ScriptedModels();
  const governed = governPolicy(policy);
  const keys = await openContentKeys(join(directory, 'keys'));
  const { models: otherModels = models, guardrails = localGuardrails, ...other } = change;
  const governing = { policy: () => governed, ...other };
  const handlersOver = (ports: Pick<PromptHandling, 'models' | 'guardrails'>) =>
    reach({ ...ports, secret: keys.commitment }, governing);
  const hub: Hub = {
    policy: governing.policy,
    ledger,
    writer: new RecordWriter(records),
    evidence,
    keys,
    handlers: handlersOver({ models: otherModels, guardrails }),
    reviews,
    clock,
    build: 'gatehouse/test',
    ...other,
  };
  onTestFinished(async () => {
    await close();
    rmSync(directory, { recursive: true });
  });
  return {
    hub,
    models,
    guardrails,
    handlersOver,
    records,
    reviews,
    directory,
    call: (request) => send(hub, request),
    respond: (request) => respond(hub, request),
  };
}

export const conversePath = '/apps/claims/model/us.amazon.nova-lite-v1%3A0/converse';
export const converseStreamPath = '/apps/claims/model/us.amazon.nova-lite-v1%3A0/converse-stream';

export function userSays(text: string): { messages: { role: string; content: { text: string }[] }[] } {
  return { messages: [{ role: 'user', content: [{ text }] }] };
}

async function respond(hub: Hub, request: TestRequest): Promise<OutboundResponse> {
  const body = request.body instanceof Uint8Array ? request.body : Buffer.from(JSON.stringify(request.body));
  return goldenPath(
    {
      method: 'POST',
      path: request.path ?? conversePath,
      headers: request.headers ?? {},
      body,
      remoteAddress: '127.0.0.1',
      http: '1.1',
      receivedAtMs: Date.now(),
      disconnected: request.disconnected ?? new AbortController().signal,
      principalArn: request.principalArn ?? callerArn,
    },
    hub,
  );
}

async function send(hub: Hub, request: TestRequest): Promise<TestAnswer> {
  const response = await respond(hub, request);
  const pieces = response.body instanceof Uint8Array ? [response.body] : await Array.fromAsync(response.body);
  const bytes = Buffer.concat(pieces);
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: () => JSON.parse(bytes.toString()),
    recordId: response.headers['x-gatehouse-record'] ?? '',
  };
}
