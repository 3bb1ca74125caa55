/** A listener with local STS and a signed echo: what `hub/local/main.ts` composes, without the golden path. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationOf } from '../../../hub/gateway/caller-roles.ts';
import { errorResponse } from '../../../hub/gateway/error-response.ts';
import type { InboundRequest, OutboundResponse } from '../../../hub/gateway/http.ts';
import { MemoryReplayGuard } from '../../../hub/gateway/sigv4/replay-guard.ts';
import { verifySigV4 } from '../../../hub/gateway/sigv4/verify.ts';
import { writeAwsConfig } from '../../../hub/local/aws-config.ts';
import { openLocalCredentials } from '../../../hub/local/credentials.ts';
import { createListener } from '../../../hub/local/listener.ts';
import { handleSts, isStsRequest } from '../../../hub/local/sts.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { examplePolicy } from './policy.fixture.ts';

export async function startLocalHub(): Promise<{
  readonly origin: string;
  readonly configPath: string;
  readonly workload: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Paths that were served and their HTTP versions. */
  readonly served: { readonly path: string; readonly http: string }[];
  stop(): Promise<void>;
}> {
  const state = await mkdtemp(join(tmpdir(), 'gatehouse-hub-'));
  const policy = examplePolicy();
  const credentials = await openLocalCredentials(state, policy);
  const replays = new MemoryReplayGuard();
  const served: { path: string; http: string }[] = [];
  const handler = async (request: InboundRequest): Promise<OutboundResponse> => {
    served.push({ path: request.path, http: request.http });
    if (isStsRequest(request)) return handleSts(request, { policy, credentials, replays, nowMs: Date.now() });
    const options = { services: ['bedrock', 'execute-api'], region: policy.hub.region, nowMs: Date.now(), replays };
    const verified = verifySigV4(request, { ...options, lookup: credentials.lookup });
    if (isRefusal(verified)) return errorResponse(verified, 'request-id');
    return converseAnswer(applicationOf(verified.principal.arn, policy) ?? 'nobody');
  };
  const listener = await createListener({
    host: '127.0.0.1',
    port: 0,
    handler,
    maxBodyBytes: policy.hub.maxBodyBytes,
    log: () => {},
  });
  const configPath = await writeAwsConfig(state, { policy, credentials, origin: listener.origin });
  const workload = credentials.workloadKey('arn:aws:iam::111122223333:role/ClaimsWorkload')!;
  const stop = async (): Promise<void> => {
    await listener.close({ graceMs: 200 });
    await rm(state, { recursive: true, force: true });
  };
  return { origin: listener.origin, configPath, workload, served, stop };
}

function converseAnswer(text: string): OutboundResponse {
  const answer = {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    metrics: { latencyMs: 1 },
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(answer)) };
}
