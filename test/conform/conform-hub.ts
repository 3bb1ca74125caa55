import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { localGuardrails } from '../../hub/guardrails/local-guardrails.ts';
import { type LocalHub, type LocalObserver, startLocalHub } from '../../hub/local/local-hub.ts';
import { bedrockRuntimeFromEnvironment } from '../../hub/prompt-handler/bedrock-runtime.ts';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { headers } from '../../shared/contract/headers.ts';
import { type Credentials, RequestSigner } from '../bench/sign.ts';
import { conformPolicyFacts } from './conform-policy.ts';
import { type Arrival, startRecordingUpstream } from './recording-upstream.ts';

/** An answer of the hub, and what reached Bedrock on its account. */
export interface Exchange {
  readonly status: number;
  /** Empty where the call was not refused. */
  readonly refusal: string;
  readonly body: Buffer;
  readonly arrivals: readonly Arrival[];
}

export interface ConformHub {
  /**
   * Sends a body to a path below `/apps/{application}`, signed by the application's assumed role; Bedrock's part answers with `answer`, or with the
   * least that is valid. One call at a time.
   */
  send(path: string, body: string, answer: Uint8Array | undefined): Promise<Exchange>;
  close(): Promise<void>;
}

const silent: LocalObserver = {
  onCall() {},
  onUnauthenticated() {},
  onReleased() {},
  onListenerEvent() {},
  onFault() {},
};

/** The real hub over HTTP on a free port, with a state directory of its own, in front of a recording upstream. */
export async function startConformHub(policy: CompiledPolicy): Promise<ConformHub> {
  // What has been opened, to be closed in the opposite order: also where a later step fails, or an open socket would keep the process alive.
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const undo of opened.toReversed()) await undo();
  };
  try {
    return { ...(await openConformHub(policy, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openConformHub(policy: CompiledPolicy, opened: (() => unknown)[]): Promise<Pick<ConformHub, 'send'>> {
  const { application, region } = conformPolicyFacts;
  const state = await mkdtemp(join(tmpdir(), 'gatehouse-conform-'));
  opened.push(() => rm(state, { recursive: true, force: true }));
  const upstream = await startRecordingUpstream();
  opened.push(() => upstream.close());
  // The recording upstream checks no signature; these keys keep a person's own credentials out of it.
  const credentials = { accessKeyId: 'recording', secretAccessKey: 'recording' };
  const models = bedrockRuntimeFromEnvironment({ region, endpoint: upstream.url, credentials });
  opened.push(() => models.close());
  const ports = { models, guardrails: localGuardrails };
  const local = await startLocalHub({ policy, state, port: 0, ...ports, build: 'gatehouse/conform', observer: silent });
  opened.push(() => local.close());
  const session = await assumeRole(local);
  return {
    async send(path, body, answer) {
      upstream.answerWith(answer);
      const received = await post(local.origin, `/apps/${application}${path}`, body, session);
      return { ...received, arrivals: upstream.take() };
    },
  };
}

async function assumeRole({ origin, credentials }: LocalHub): Promise<Credentials> {
  const { application, caller, region, role } = conformPolicyFacts;
  const workload = credentials.workloadKey(caller);
  if (workload === undefined) throw new TypeError(`the local hub has no key for ${caller}`);
  const sts = new STSClient({ region, endpoint: origin, credentials: workload });
  const { Credentials: assumed } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: application }),
  );
  sts.destroy();
  return {
    accessKeyId: assumed?.AccessKeyId ?? '',
    secretAccessKey: assumed?.SecretAccessKey ?? '',
    sessionToken: assumed?.SessionToken,
  };
}

let calls = 0;

async function post(
  origin: string,
  path: string,
  text: string,
  session: Credentials,
): Promise<Omit<Exchange, 'arrivals'>> {
  const body = Buffer.from(text);
  const scope = { region: conformPolicyFacts.region, service: 'bedrock' };
  const signed = new RequestSigner(session, scope, new URL(origin).host, path).sign(body, `conform-${++calls}`);
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { ...signed, 'content-type': 'application/json' },
    body,
  });
  const received = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, refusal: answer.headers.get(headers.refusal) ?? '', body: received };
}
