/**
 * The two handlers as the golden path and each other see them. The gateway asks the response filter, which asks the prompt handler, which asks the model: a function on AWS
 * cannot be fed a stream, so whoever filters one must be the one who reads it. In process they are plain calls (`handlers-in-process.ts`); on AWS each step is a
 * response-streaming invocation (`frames/`).
 */
import type { PromptOutcome } from '../prompt-handler/prompt-handler.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { AdmittedCall } from './admit.ts';
import type { CallEnd } from './call-end.ts';
import type { TokenUsage } from './dialects/dialect.ts';
import type { Faces } from './faces.ts';
import type { GovernedPolicy } from './governed-policy.ts';
import type { SignedRequest } from './hub.ts';
import type { Guardrails, ModelAnswer } from './ports.ts';

/**
 * What the handlers need of an admitted call. What was parsed is handed on, so that nothing is parsed twice in one process; to another function the signed request
 * travels, and that function admits it once more, under the bundle of the same hash.
 */
export interface CallOrder {
  readonly recordId: string;
  readonly inbound: SignedRequest;
  /** Length of the body as the caller sent it, in bytes. Where a model is asked to mend its answer, `inbound` holds what it was sent instead. */
  readonly bodyBytes: number;
  /** The rules that the call is decided under, from its beginning to its end. */
  readonly policy: GovernedPolicy;
  readonly call: AdmittedCall;
}

/** Asked by the golden path. */
export interface Handlers {
  /**
   * Screens the prompt, asks the model, filters what it answers. Answers once it is known whether there is an answer.
   * @param intent resolves when the intent of the call is durable, rejects where it cannot be made so. No model is asked before. Handlers in other functions do not wait for
   * it: there the prompt handler looks the intent up itself.
   */
  handle(order: CallOrder, intent: Promise<unknown>): Promise<Handled>;
}

/** Asked by the response filter, which has no other way to a model. */
export interface PromptHandler {
  /** Never rejects: what breaks is an outcome of the kind `faulted`, because the intent that is on record by then has to be closed. */
  ask(order: CallOrder): Promise<PromptOutcome>;
}

/** Looks for the intent of a call where this function cannot know that it was written. */
export interface IntentCheck {
  /**
   * Resolves where a durable intent is found for this record id, application and bundle hash that is young enough for a call under way.
   * Faults with `evidence_unavailable` where there is none: then no model is asked.
   */
  requireIntent(order: CallOrder): Promise<void>;
}

/** What further calls of the model used that were made for this one; undefined: it did not say, and the reservation is charged. */
export type Asides = readonly (TokenUsage | undefined)[];

export type Handled = FaultedCall | HandledCall;

interface HandledPrompt {
  /** Of the prompt, as far as it was screened. */
  readonly verdicts: readonly PartVerdict[];
  /** Which guardrails judged; undefined where no handler came to say so. */
  readonly engine: Guardrails['engine'] | undefined;
}

/** The model could not be asked, or nobody knows whether it was. */
export interface FaultedCall extends HandledPrompt {
  readonly kind: 'faulted';
  /** For the hub alone. */
  readonly cause: unknown;
  readonly asides: Asides;
}

/** There is an answer for the caller, be it that of a model or a no. */
export interface HandledCall extends HandledPrompt {
  readonly kind: 'blocked' | 'refused' | 'answered';
  /** Of the model's answer; absent where none was asked. */
  readonly upstream?: Upstream;
  /** What may leave now, and at the end all that the record needs. To be read to its end, gone caller or not. */
  readonly answer: AsyncGenerator<Faces, HandledEnd>;
}

/** A model was asked: from here on the call is charged. */
export interface Upstream extends Pick<ModelAnswer, 'status' | 'headers' | 'requestId'> {
  /** The body as the model was sent it. */
  readonly sent: Uint8Array;
}

/** How the handlers' part of a call ended. What has left, and whether a person is to look at it, is the gateway's to know. */
export type HandledEnd = Omit<CallEnd, 'released' | 'engine' | 'review'>;
