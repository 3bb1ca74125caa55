/**
 * Open and close the evidence of one call. `open` is durable before a model is invoked; `close` is durable before the answer's end leaves. Whatever
 * happens in between, the pair of records is complete, or the intent stands alone and the sweeper finds it.
 */
import { createHmac } from 'node:crypto';
import { type Content, sealContent } from '../audit/content-envelope.ts';
import type { CompletionRecord, IntentRecord, JudgingEngines, RecordedUsage, Reservation } from '../audit/record.ts';
import { chargedConsumption, chargeUsage } from '../cost/charge.ts';
import { sumUsage } from '../cost/sum-usage.ts';
import type { CallTimer } from '../operations/call-timer.ts';
import { strictest } from '../screening/verdicts.ts';
import type { CallFacts } from './admit.ts';
import type { CallEnd } from './call-end.ts';
import type { GovernedPolicy } from './governed-policy.ts';
import type { AuthenticatedRequest, Hub } from './hub.ts';
import { recordedConfidence, recordedSchemaCheck } from './recorded-judgement.ts';
import { upstreamWord } from './upstream-word.ts';

export interface CallEvidence {
  readonly recordId: string;
  readonly intent: IntentRecord;
  readonly intentHash: string;
  readonly reservation: Reservation | null;
}

export interface KnownCall {
  readonly recordId: string;
  readonly inbound: AuthenticatedRequest;
  readonly facts: CallFacts;
  /** The rules that the call is decided under, from its beginning to its end. */
  readonly policy: GovernedPolicy;
  readonly timer: CallTimer;
}

export async function openEvidence(known: KnownCall, reservation: Reservation | null, hub: Hub): Promise<CallEvidence> {
  const write = () => hub.writer.intent(intentOf(known, reservation, hub));
  const { hash, record: intent } = await known.timer.time('intent', write);
  return { recordId: known.recordId, intent, intentHash: hash, reservation };
}

/** Stores the content, writes the completion, settles the reservation; in that order, so that a completion never points to content that is not there. */
export async function closeEvidence(evidence: CallEvidence, known: KnownCall, end: CallEnd, hub: Hub): Promise<void> {
  const usage = charge(evidence.reservation, known.facts, end);
  const write = async () =>
    hub.writer.completion(completionOf(evidence, known, end, usage, await keepContent(known, end, hub), hub));
  try {
    const { record: completion } = await known.timer.time('completion', write);
    hub.observer?.onCall({ intent: evidence.intent, completion, timings: known.timer.timings() });
  } catch (error) {
    hub.observer?.onUnrecorded(known.facts.application?.policy.name ?? null, hub.clock.now());
    throw error;
  } finally {
    // Also where the call cannot be put on record: what the model used is spent, and a hold that expired would give it back.
    await settle(evidence, known.facts, usage, hub);
  }
}

async function settle(
  { reservation }: CallEvidence,
  { application }: CallFacts,
  usage: RecordedUsage | null,
  hub: Hub,
): Promise<void> {
  if (reservation === null || application === undefined) return;
  await hub.ledger.settle(application.policy.name, reservation.holdId, chargedConsumption(usage), hub.clock.now());
}

function completionOf(
  evidence: CallEvidence,
  known: KnownCall,
  end: CallEnd,
  usage: RecordedUsage | null,
  content: CompletionRecord['content'],
  hub: Hub,
): Parameters<Hub['writer']['completion']>[0] {
  return {
    recordId: evidence.recordId,
    intentHash: evidence.intentHash,
    completedAt: new Date(hub.clock.now()).toISOString(),
    outcome: end.outcome,
    refusal: end.refusal === undefined ? null : { code: end.refusal.code, detail: end.refusal.message },
    'error.type': upstreamWord(end.errorType),
    screening: {
      verdict: strictest([...end.input, ...end.output]),
      input: end.input,
      output: end.output,
      engines: enginesOf(known.facts, end),
    },
    guardrail: guardrailOf(known.facts, end),
    response: responseOf(known, end, hub),
    usage,
    content,
  };
}

/** All that the model was asked for this call is charged together. Nothing is charged where no model was invoked, or where Bedrock answered with an error status; a stream that breaks off is charged. */
function charge(reservation: Reservation | null, facts: CallFacts, end: CallEnd): RecordedUsage | null {
  const price = facts.model?.policy.price;
  if (reservation === null || price === undefined) return null;
  const refusedByBedrock = end.outcome === 'upstream_error' && end.status !== 200;
  const own = end.sent === undefined || refusedByBedrock ? [] : [end.facts?.usage];
  const usages = [...own, ...(end.asides ?? [])];
  if (usages.length === 0) return null;
  return chargeUsage(sumUsage(usages), reservation, price);
}

function intentOf(known: KnownCall, reservation: Reservation | null, hub: Hub): Parameters<Hub['writer']['intent']>[0] {
  const { inbound, facts, recordId } = known;
  const keyed = (text: string | Uint8Array) => createHmac('sha256', hub.keys.commitment).update(text).digest('hex');
  const keyedJson = (value: unknown) => (value === undefined || value === null ? null : keyed(JSON.stringify(value)));
  return {
    recordId,
    receivedAt: new Date(inbound.receivedAtMs).toISOString(),
    caller: {
      principalArn: inbound.principalArn,
      session: facts.principal?.session ?? '',
      accountId: facts.application?.policy.accountId ?? facts.principal?.accountId ?? '',
      application: facts.application?.policy.name ?? null,
      sourceIp: inbound.remoteAddress,
    },
    declared: facts.declared ?? { purpose: null, user: null },
    purpose: facts.purpose ?? null,
    request: {
      operation: facts.route?.operation ?? null,
      'gen_ai.request.model': facts.route?.modelId ?? null,
      model: facts.model?.key ?? null,
      parameters: facts.request?.parameters ?? {},
      bodyBytes: inbound.body.length,
      bodyCommitment: keyed(inbound.body),
      systemCommitment: keyedJson(facts.request?.system),
      toolsCommitment: keyedJson(facts.request?.tools),
      unknownFields: facts.request?.unknownFields ?? [],
    },
    policy: { hash: known.policy.compiled.hash, build: hub.build },
    reservation,
    traceId: traceIdOf(inbound.headers, recordId),
  };
}

/** W3C Trace Context's trace id (https://www.w3.org/TR/trace-context/#traceparent-header), X-Ray's root, or the record id. */
function traceIdOf(headers: Readonly<Record<string, string>>, recordId: string): string {
  const w3c = /^00-([0-9a-f]{32})-/.exec(headers.traceparent ?? '')?.[1];
  return w3c ?? /Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(headers['x-amzn-trace-id'] ?? '')?.[1] ?? recordId;
}

/** Which guardrail stood beside the model, and what it did; none where no text was generated. */
function guardrailOf(facts: CallFacts, end: CallEnd): CompletionRecord['guardrail'] {
  if (
    end.engine === 'local' ||
    end.sent === undefined ||
    facts.application === undefined ||
    facts.request?.generates !== true
  )
    return null;
  const { identifier, version } = facts.application.guardrail;
  return { identifier, version, action: upstreamWord(end.facts?.guardrailAction) ?? 'NONE' };
}

/** Who judged which type; null where nothing came to be judged. Token counts are screened by local detectors alone. */
function enginesOf({ application, route }: CallFacts, end: CallEnd): JudgingEngines | null {
  if (application === undefined || end.engine === undefined || end.input.length + end.output.length === 0) return null;
  return application.engines[route?.operation === 'CountTokens' ? 'local' : end.engine];
}

function responseOf(known: KnownCall, end: CallEnd, hub: Hub): CompletionRecord['response'] {
  const commitment = createHmac('sha256', hub.keys.commitment);
  let bodyBytes = 0;
  for (const piece of keptAnswer(end)) {
    commitment.update(piece);
    bodyBytes += piece.length;
  }
  return {
    status: end.status,
    'gen_ai.response.model': upstreamWord(end.facts?.model),
    'gen_ai.response.finish_reasons': (end.facts?.finishReasons ?? []).map((reason) => upstreamWord(reason)),
    bedrockRequestId: upstreamWord(end.bedrockRequestId),
    bodyCommitment: bodyBytes === 0 ? null : commitment.digest('hex'),
    bodyBytes,
    schema: recordedSchemaCheck(end),
    confidence: recordedConfidence(end),
    review: end.review === true ? { state: 'open' } : null,
    delivery: known.inbound.disconnected.aborted ? 'disconnected' : 'complete',
  };
}

/** The whole answer as it is kept: pseudonyms stand for their values here, also where the caller was shown the values. */
function keptAnswer(end: CallEnd): Uint8Array[] {
  return [...(end.released ?? []), ...end.withheld.map(({ kept }) => kept)];
}

/**
 * What the model saw, as it saw it, and what the caller was shown, but for the values that pseudonyms stand for: values that are masked or pseudonymized are not in the
 * evidence.
 */
async function keepContent(known: KnownCall, end: CallEnd, hub: Hub): Promise<CompletionRecord['content']> {
  const { application, declared } = known.facts;
  if (end.sent === undefined || application === undefined) return null;
  const { name, retentionDays } = application.policy;
  const dataKey = await hub.keys.dataKey(name, declared?.user ?? null);
  const day = new Date(known.inbound.receivedAtMs).toISOString().slice(0, 10).replaceAll('-', '/');
  const location = await hub.evidence.put({
    key: `content/${name}/${day}/${known.recordId}`,
    body: sealContent(contentOf(end, end.sent), known.recordId, dataKey),
    retainUntilMs: known.inbound.receivedAtMs + retentionDays * 86_400_000,
  });
  return { ...location, dataKeyId: dataKey.id };
}

function contentOf(end: CallEnd, sent: Uint8Array): Content {
  const answer = Buffer.concat(keptAnswer(end));
  if (end.unreleased === undefined) return { sent, answer };
  return { sent, answer, unreleased: Buffer.concat(end.unreleased.map(({ kept }) => kept)) };
}
