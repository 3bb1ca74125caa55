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
import { handlePrompt, type PromptOutcome } from '../prompt-handler/prompt-handler.ts';
import type { Spotlight } from '../prompt-handler/spotlight.ts';
import { readSamples } from '../response-filter/sample-answers.ts';
import { type AdmittedCall, admit, samplesOf } from './admit.ts';
import { answerEnd, usagesOf } from './answer-end.ts';
import { blockedPromptEnd, type CallEnd, faultedEnd, refusedEnd } from './call-end.ts';
import { type CallEvidence, closeEvidence, type KnownCall, openEvidence } from './call-evidence.ts';
import { alike, type Faces } from './faces.ts';
import { faultRefusal } from './faults.ts';
import type { GovernedCall } from './governed-call.ts';
import type { OutboundResponse } from './http.ts';
import type { AuthenticatedRequest, Hub } from './hub.ts';
import { withReview } from './open-review.ts';
import type { ModelRuntime } from './ports.ts';
import { reserve } from './reserve.ts';
import { respondRecordedRefusal, respondRefused, respondStream, respondWhole } from './respond.ts';

export async function goldenPath(inbound: AuthenticatedRequest, hub: Hub): Promise<OutboundResponse> {
  const policy = hub.policy();
  const { facts, decision: call } = admit(inbound, policy);
  const known: KnownCall = { recordId: newRecordId(inbound.receivedAtMs), inbound, facts, policy };
  try {
    if (isRefusal(call)) return await refuseOnRecord(call, known, hub);
    // A ledger that cannot be reached refuses like a cap that is reached: on record.
    const hold = await reserve(call, known, hub).catch(faultRefusal);
    if (isRefusal(hold)) return await refuseOnRecord(hold, known, hub);
    const opening = openHeld(known, hold, hub);
    // Screening runs while the intent is on its way to the disk; the model is invoked once it is there.
    const prompt = await ask(call, known, hub, opening);
    const governed: GovernedCall = { call, known, hub, evidence: await opening };
    if (prompt.kind === 'faulted') return await refuseFaulted(prompt, governed);
    return await answer(governed, prompt);
  } catch (error) {
    // Nothing has left yet, and what could be recorded has been: all that remains is to say that nothing is answered.
    return respondRefused(faultRefusal(error), known);
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

/** Prompt handler and Bedrock. A fault comes back as a value, because the intent that is on record by then has to be closed. */
async function ask(
  call: AdmittedCall,
  known: KnownCall,
  hub: Hub,
  opening: Promise<CallEvidence>,
): Promise<PromptOutcome> {
  const { policy, guardrail, rules, input } = call.application;
  const recordedModels: ModelRuntime = { invoke: (model) => opening.then(() => hub.models.invoke(model)) };
  try {
    return await handlePrompt(
      {
        operation: call.route.operation,
        modelId: call.route.modelId,
        request: call.request,
        screener: input,
        entities: policy.screening.input.entities,
        unreadable: policy.screening.unreadable,
        rules,
        guardrail,
        ...(policy.screening.untrusted === 'delimit' && { spotlight: spotlightOf(policy.name, hub) }),
        maxOutputTokens: call.maxOutputTokens,
        samples: samplesOf(call),
        headers: known.inbound.headers,
      },
      { models: recordedModels, guardrails: hub.guardrails },
    );
  } catch (cause) {
    return { kind: 'faulted', verdicts: [], cause };
  }
}

/** One secret of the hub serves all that is keyed; the marks' messages are like no other's. */
function spotlightOf(application: string, hub: Hub): Spotlight {
  return { secret: hub.keys.commitment, application };
}

type Faulted = Extract<PromptOutcome, { kind: 'faulted' }>;
/** What has an answer for the caller, be it that of a model or a no. */
type Handled = Exclude<PromptOutcome, Faulted>;

async function refuseFaulted(
  { cause, verdicts, samples = [] }: Faulted,
  { call, evidence, known, hub }: GovernedCall,
): Promise<OutboundResponse> {
  const refusal = faultRefusal(cause);
  // The model could not be asked; where it was asked for samples all the same, those are paid for.
  const asides = await usagesOf(readSamples(samples, call.dialect));
  await closeEvidence(evidence, known, { ...faultedEnd(refusal, undefined, []), input: verdicts, asides }, hub);
  return respondRecordedRefusal(refusal, known, verdicts);
}

async function answer(governed: GovernedCall, prompt: Handled): Promise<OutboundResponse> {
  const { call, known } = governed;
  const upstream = prompt.kind === 'answered' ? prompt.answer.headers : {};
  const streams = prompt.kind === 'blocked' || (prompt.kind === 'answered' && prompt.answer.status === 200);
  if (call.route.streaming && streams) {
    return respondStream(streamToItsEnd(governed, prompt), prompt.verdicts, known, upstream);
  }
  const conclusion = conclude(governed, prompt);
  let step = await conclusion.next();
  while (step.done !== true) step = await conclusion.next();
  return respondWhole(step.value, known, upstream);
}

/** The stream that the caller reads. Its reader must read it to its end, gone caller or not: settlement and completion come last. */
async function* streamToItsEnd(governed: GovernedCall, prompt: Handled): AsyncGenerator<Uint8Array> {
  const { dialect } = governed.call;
  try {
    const conclusion = conclude(governed, prompt);
    let step = await conclusion.next();
    for (; step.done !== true; step = await conclusion.next()) yield step.value.shown;
    const end = step.value;
    if (end.refusal === undefined) for (const piece of end.withheld) yield piece.shown;
    else yield dialect.exceptionFrame(streamException(end.refusal), end.refusal.message);
  } catch (error) {
    // The completion could not be written: the end of the answer stays withheld, and the intent is left for the sweeper.
    yield dialect.exceptionFrame('serviceUnavailableException', faultRefusal(error).message);
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
async function* conclude(governed: GovernedCall, prompt: Handled): AsyncGenerator<Faces, CallEnd> {
  const released: Uint8Array[] = [];
  let end: CallEnd;
  try {
    const steps = endOf(governed, prompt, released);
    let step = await steps.next();
    while (step.done !== true) {
      released.push(step.value.kept);
      yield step.value;
      step = await steps.next();
    }
    end = await withReview(step.value, governed);
  } catch (error) {
    end = faultedEnd(faultRefusal(error), prompt.kind === 'answered' ? prompt : undefined, released);
  }
  await closeEvidence(governed.evidence, governed.known, end, governed.hub);
  return end;
}

async function* endOf(
  governed: GovernedCall,
  prompt: Handled,
  released: readonly Uint8Array[],
): AsyncGenerator<Faces, CallEnd> {
  const { dialect, application, route } = governed.call;
  if (prompt.kind === 'answered') return yield* answerEnd(governed, prompt, released);
  if (prompt.kind === 'refused') return refusedEnd(prompt.refusal, prompt.verdicts);
  const message = application.guardrail.blockedInputMessage;
  const blocked = route.streaming ? dialect.blockedStream(message, undefined) : [dialect.blockedAnswer(message)];
  return blockedPromptEnd(prompt.verdicts, blocked.map(alike));
}
