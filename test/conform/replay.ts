import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { decodeFrames } from '../hub/gateway/scripted-models.ts';
import { asBedrockRequest } from './anthropic-on-bedrock.ts';
import { type ConformHub, type Exchange, startConformHub } from './conform-hub.ts';
import { conformPolicy, conformPolicyFacts, modelIdOf } from './conform-policy.ts';
import { differences } from './differences.ts';
import { memberOf, parseExact, writeExact } from './exact-json.ts';
import { openAiAsBedrockRequest } from './openai-on-bedrock.ts';
import type { Arrival } from './recording-upstream.ts';
import type { RecordedRequest } from './request-folder.ts';
import { type ServedApi, servedApis } from './served-apis.ts';

export type ReplayOutcome =
  | { readonly kind: 'accepted' }
  /** `documented`: a limit that Gatehouse states explains the refusal. */
  | { readonly kind: 'refused'; readonly code: string; readonly why: string; readonly documented: boolean }
  /** JSON pointers of what was lost or changed without intent; those of the answer are marked as such. */
  | { readonly kind: 'altered'; readonly places: readonly string[] };

export interface ReplayedRequest {
  readonly file: string;
  readonly api: string;
  readonly features: readonly string[];
  readonly outcome: ReplayOutcome;
}

/** Requests of other makers' own APIs become what their Bedrock clients make of them. */
function translated(request: RecordedRequest): RecordedRequest {
  return openAiAsBedrockRequest(asBedrockRequest(request));
}

/** The rules that suit the folder; requests of APIs that are not served need none. */
export function policyFor(requests: readonly RecordedRequest[]): CompiledPolicy {
  return conformPolicy(requests.map(translated).filter(({ api }) => servedApis.has(api)));
}

/**
 * Sends every recorded request through the real hub, and compares what reached Bedrock with what was sent, and what the caller was given with what
 * Bedrock answered.
 */
export async function replayAll(
  requests: readonly RecordedRequest[],
  policy: CompiledPolicy = policyFor(requests),
): Promise<readonly ReplayedRequest[]> {
  const hub = await startConformHub(policy);
  try {
    const replayed: ReplayedRequest[] = [];
    for (const request of requests) {
      const { file, api, features } = request;
      replayed.push({ file, api, features, outcome: await replay(translated(request), hub) });
    }
    return replayed;
  } finally {
    await hub.close();
  }
}

async function replay(request: RecordedRequest, hub: ConformHub): Promise<ReplayOutcome> {
  const served = servedApis.get(request.api);
  if (served === undefined) {
    return { kind: 'refused', code: 'api_not_served', why: 'the gateway does not serve this API', documented: true };
  }
  const exchange = await hub.send(served.path(modelIdOf(request)), writeExact(request.body), request.answer);
  return refusalOf(exchange, served) ?? comparison(exchange, request, served);
}

/** Undefined for an answer from Bedrock. A stop by screening counts as a refusal: nothing was to be stopped. */
function refusalOf({ status, refusal, body, arrivals }: Exchange, served: ServedApi): ReplayOutcome | undefined {
  if (status !== 200) return undocumented(refusal || `HTTP ${status}`, messageOf(body));
  const broken = served.streams ? decodeFrames(body).find(({ exception }) => exception !== '') : undefined;
  if (broken !== undefined) return undocumented(broken.exception, String(broken.payload.message));
  return arrivals.length === 0 ? undocumented('blocked', 'nothing reached the model') : undefined;
}

function undocumented(code: string, why: string): ReplayOutcome {
  return { kind: 'refused', code, why, documented: false };
}

function messageOf(body: Buffer): string {
  const message = body.length === 0 ? undefined : memberOf(parseExact(body.toString()), 'message');
  return typeof message === 'string' ? message : 'no message';
}

function comparison({ arrivals, body: answer }: Exchange, sent: RecordedRequest, served: ServedApi): ReplayOutcome {
  const [arrival, ...more] = arrivals;
  if (arrival === undefined || more.length > 0) return { kind: 'altered', places: [`sent ${arrivals.length} times`] };
  const places = [
    ...differences(served.expected(sent, arrival.body), arrival.body),
    ...wrongHeaders(arrival, served.guardrailHeaders(sent)),
    ...answerDifferences(arrival.answered, answer, served),
  ];
  return places.length === 0 ? { kind: 'accepted' } : { kind: 'altered', places };
}

/** What was lost or changed between the model's answer and the caller. Of a stream each frame must come as it was. */
function answerDifferences(answered: Uint8Array, received: Buffer, { streams }: ServedApi): readonly string[] {
  if (received.equals(answered)) return [];
  if (!streams) {
    const places = differences(parseExact(Buffer.from(answered).toString()), parseExact(received.toString()));
    return places.map((pointer) => `answer ${pointer}`);
  }
  const [before, after] = [decodeFrames(answered), decodeFrames(received)];
  const index = before.findIndex((frame, at) => JSON.stringify(frame) !== JSON.stringify(after[at]));
  return [`answer event ${index === -1 ? before.length : index}`];
}

function wrongHeaders({ headers }: Arrival, names: readonly string[]): readonly string[] {
  const ours: readonly string[] = Object.values(conformPolicyFacts.guardrail);
  return names.filter((name) => !ours.includes(String(headers[name]))).map((name) => `header ${name}`);
}
