/**
 * The life of a request, top to bottom (design §3): identify, authorize, reserve, open evidence, prompt handler, Bedrock, response filter, settle and
 * close evidence, answer. It is a stream from the first day: a non-streaming answer is a stream whose whole body is its withheld end.
 *
 * The order keeps the promise: no intent, no model; no completion, no end of the answer. A "no" is a value (`Refusal`) and is recorded like a "yes"; a fault
 * closes the evidence as `faulted`, and nothing more is answered.
 */
import { isRefusal, type Refusal, refusalTypes } from '../../shared/contract/refusals.ts';
import type { Reservation } from '../audit/record.ts';
import { newRecordId } from '../audit/record-id.ts';
import { CallTimer } from '../operations/call-timer.ts';
import { type AdmittedCall, admit } from './admit.ts';
import { type CallEnd, faultedEnd, refusedEnd } from './call-end.ts';
import { type CallEvidence, closeEvidence, type KnownCall, openEvidence } from './call-evidence.ts';
import type { Faces } from './faces.ts';
import { faultRefusal } from './faults.ts';
import type { GovernedCall } from './governed-call.ts';
import type { FaultedCall, Handled, HandledCall, HandledEnd } from './handlers.ts';
import type { OutboundResponse } from './http.ts';
import type { AuthenticatedRequest, Hub } from './hub.ts';
import { withReview } from './open-review.ts';
import { reserve } from './reserve.ts';
import { respondRecordedRefusal, respondRefused, respondStream, respondWhole } from './respond.ts';

export async function goldenPath(inbound: AuthenticatedRequest, hub: Hub): Promise<OutboundResponse> {
  const policy = hub.policy();
  const { facts, decision: call } = admit(inbound, policy);
  const timer = new CallTimer(inbound.receivedAtMs, hub.clock);
  const known: KnownCall = { recordId: newRecordId(inbound.receivedAtMs), inbound, facts, policy, timer };
  try {
    if (isRefusal(call)) return await refuseOnRecord(call, known, hub);
    // A ledger that cannot be reached refuses like a cap that is reached: on record.
    const hold = await reserve(call, known, hub).catch((error) => refusalOf(error, known, hub));
    if (isRefusal(hold)) return await refuseOnRecord(hold, known, hub);
    const opening = openHeld(known, hold, hub);
    // It is awaited below; should it fail while the prompt is screened, that is no unhandled rejection.
    opening.catch(() => undefined);
    // Screening runs while the intent is on its way to the disk; the model is invoked once it is there.
    const handled = await handle(call, known, hub, opening);
    const governed: GovernedCall = { call, known, hub, evidence: await opening };
    if (handled.kind === 'faulted') return await refuseFaulted(handled, governed);
    return await answer(governed, handled);
  } catch (error) {
    // Nothing has left yet, and what could be recorded has been: all that remains is to say that nothing is answered.
    return respondRefused(refusalOf(error, known, hub), known);
  }
}

/** Refused before any model: the pair of records is written at once, and only then is the caller told. */
async function refuseOnRecord(refusal: Refusal, known: KnownCall, hub: Hub): Promise<OutboundResponse> {
  const evidence = await openEvidence(known, null, hub);
  await closeEvidence(evidence, known, refusedEnd(refusal), hub);
  return respondRecordedRefusal(refusal, known);
}

/** Opens the evidence; where that fails the hold is given back at once, for a call that never began must not wait for its expiry. */
async function openHeld(known: KnownCall, hold: Reservation, hub: Hub): Promise<CallEvidence> {
  try {
    return await openEvidence(known, hold, hub);
  } catch (error) {
    const application = known.facts.application?.policy.name ?? '';
    const nothing = { requests: 0, tokens: 0, costNanos: 0 };
    await hub.ledger.settle(application, hold.holdId, nothing, hub.clock.now());
    throw error;
  }
}

/** Prompt handler, Bedrock and response filter. A fault comes back as a value, because the intent that is on record by then has to be closed. */
async function handle(
  call: AdmittedCall,
  known: KnownCall,
  hub: Hub,
  opening: Promise<CallEvidence>,
): Promise<Handled> {
  const { recordId, inbound, policy } = known;
  try {
    return await hub.handlers.handle({ recordId, inbound, bodyBytes: inbound.body.length, policy, call }, opening);
  } catch (cause) {
    return { kind: 'faulted', verdicts: [], engine: undefined, cause, asides: [] };
  }
}

async function refuseFaulted(
  { cause, verdicts, engine, asides }: FaultedCall,
  { evidence, known, hub }: GovernedCall,
): Promise<OutboundResponse> {
  const refusal = refusalOf(cause, known, hub);
  await closeEvidence(evidence, known, { ...faultedEnd(refusal, { verdicts }), engine, asides }, hub);
  return respondRecordedRefusal(refusal, known, verdicts);
}

async function answer(governed: GovernedCall, handled: HandledCall): Promise<OutboundResponse> {
  const { call, known } = governed;
  const upstream = handled.upstream?.headers ?? {};
  const streams = handled.kind === 'blocked' || handled.upstream?.status === 200;
  if (call.route.streaming && streams) {
    return respondStream(streamToItsEnd(governed, handled), handled.verdicts, known, upstream);
  }
  const conclusion = conclude(governed, handled);
  let step = await conclusion.next();
  while (step.done !== true) step = await conclusion.next();
  return respondWhole(step.value, known, upstream);
}

/** The stream that the caller reads. Its reader must read it to its end, gone caller or not: settlement and completion come last. */
async function* streamToItsEnd(governed: GovernedCall, handled: HandledCall): AsyncGenerator<Uint8Array> {
  const { dialect } = governed.call;
  try {
    const conclusion = conclude(governed, handled);
    let step = await conclusion.next();
    for (; step.done !== true; step = await conclusion.next()) yield step.value.shown;
    const end = step.value;
    if (end.refusal === undefined) for (const piece of end.withheld) yield piece.shown;
    else yield dialect.exceptionFrame(streamException(end.refusal), end.refusal.message);
  } catch (error) {
    // The completion could not be written: the end of the answer stays withheld, and the intent is left for the sweeper.
    yield dialect.exceptionFrame('serviceUnavailableException', refusalOf(error, governed.known, governed.hub).message);
  }
}

/** A refusal's error type as the streams of Bedrock name it: `ValidationException` is `validationException` there. */
function streamException({ code }: Refusal): string {
  const type = refusalTypes[code];
  // The one that streams have another name for: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
  if (type === 'ModelErrorException') return 'modelStreamErrorException';
  return type.charAt(0).toLowerCase() + type.slice(1);
}

/** Yields what may leave at once; returns when the completion is durable and the call settled. What left is kept without the values that pseudonyms stand for. */
async function* conclude(governed: GovernedCall, handled: HandledCall): AsyncGenerator<Faces, CallEnd> {
  const released: Uint8Array[] = [];
  let end: CallEnd;
  try {
    let step = await handled.answer.next();
    while (step.done !== true) {
      governed.known.timer.piece();
      released.push(step.value.kept);
      yield step.value;
      step = await handled.answer.next();
    }
    end = await withReview(endOf(step.value, handled, released), governed);
  } catch (error) {
    end = endOf(faultedEnd(refusalOf(error, governed.known, governed.hub), handled), handled, released);
  }
  await closeEvidence(governed.evidence, governed.known, end, governed.hub);
  return end;
}

function endOf(end: HandledEnd, { engine }: HandledCall, released: readonly Uint8Array[]): CallEnd {
  return { ...end, engine, released };
}

/** The caller is told what cannot be done; whoever runs the hub is told why. */
function refusalOf(error: unknown, { recordId }: KnownCall, hub: Hub): Refusal {
  hub.observer?.onFault(error, recordId);
  return faultRefusal(error);
}
