/**
 * What the golden path needs from the world. Each port has an AWS adapter and an embedded one, and both pass the same contract suite
 * in test/. A port that cannot keep its promise throws a GatehouseFault; the golden path then answers nothing.
 */
import type { ApplicationLimits } from '../../shared/config/bundle.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import type { CompletionRecord, EvidenceLocation, IntentRecord } from '../audit/record.ts';
import type { ReviewStore } from '../reviews/review.ts';

export type { EvidenceLocation };

/** Milliseconds since the epoch. Injected, so that tests decide what time it is. */
export interface Clock {
  now(): number;
}

/** Requests, tokens and nanodollars. */
export interface Consumption {
  readonly requests: number;
  readonly tokens: number;
  readonly costNanos: number;
}

export type QuotaWindow = 'minute' | 'day' | 'month';

export interface ReservationRequest {
  readonly holdId: string;
  readonly application: string;
  readonly limits: ApplicationLimits;
  /** The worst case of the call. */
  readonly amount: Consumption;
  readonly nowMs: number;
  /** When an unsettled hold counts as lost and may be released. */
  readonly expiresAtMs: number;
}

export type ReservationOutcome =
  | { readonly kind: 'held' }
  | {
      readonly kind: 'exceeded';
      readonly window: QuotaWindow;
      readonly dimension: keyof Consumption;
      /** The cap, in the dimension's unit. */
      readonly limit: number;
      /** Seconds until the window begins anew. Infinity when the call alone exceeds the cap. */
      readonly retryAfterSeconds: number;
    };

export interface Hold {
  readonly holdId: string;
  readonly application: string;
  readonly amount: Consumption;
  readonly expiresAtMs: number;
}

export interface ApplicationUsage {
  readonly windows: Readonly<Record<QuotaWindow, Consumption & { readonly startMs: number }>>;
  readonly holds: readonly Hold[];
}

/**
 * Caps and holds. Windows are UTC calendar minutes, days and months; an amount counts in the windows that were current when it was reserved.
 * Atomic: the check against every window and dimension, and the hold itself, happen in one step for each application.
 */
export interface Ledger {
  reserve(request: ReservationRequest): Promise<ReservationOutcome>;
  /** Replaces the hold by what was really used. Exactly once for each hold: a second settlement, or one after release, changes nothing and answers false. */
  settle(application: string, holdId: string, actual: Consumption, nowMs: number): Promise<boolean>;
  /** Gives back the holds of every application that expired before `nowMs`; answers those it released. */
  releaseExpired(nowMs: number): Promise<readonly Hold[]>;
  usage(application: string, nowMs: number): Promise<ApplicationUsage>;
}

/** A record with its canonical JSON (RFC 8785) and the SHA-256 (hex) of that, made once and stored as it stands. */
export interface SealedRecord<R> {
  readonly record: R;
  readonly canonical: string;
  readonly hash: string;
}

/**
 * Where intents and completions live: written once, never updated. A write is durable when its promise resolves.
 * Creating a record that exists already is a fault with code `record_conflict`, unless it is byte-identical (a retry).
 */
export interface RecordStore {
  putIntent(intent: SealedRecord<IntentRecord>): Promise<void>;
  putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void>;
  get(recordId: string): Promise<{ readonly intent?: IntentRecord; readonly completion?: CompletionRecord }>;
  /** Intents received before `beforeMs` that have no completion, oldest first. */
  orphans(beforeMs: number): AsyncIterable<IntentRecord>;
  /** The newest records first, for people: an intent with its completion where there is one. */
  latest(limit: number): Promise<readonly { readonly intent: IntentRecord; readonly completion?: CompletionRecord }[]>;
}

/** Where flagged answers wait for a person. The gateway opens reviews, and decides none. */
export type Reviews = Pick<ReviewStore, 'open'>;

export interface EvidenceObject {
  /** Such as `content/claims-assistant/2026/11/20/01J….enc`. */
  readonly key: string;
  readonly body: Uint8Array;
  /** Until when the object can be neither altered nor removed (S3 Object Lock, compliance mode). */
  readonly retainUntilMs: number;
}

export interface EvidenceStore {
  /**
   * Durable before any record that is put after it resolved: a completion may name it at once. Writing an existing key is a fault with code
   * `evidence_conflict`, unless the bytes are the same.
   */
  put(object: EvidenceObject): Promise<EvidenceLocation>;
  /** Reads exactly that version and checks the hash; a difference is a fault with code `evidence_corrupt`. */
  get(location: Pick<EvidenceLocation, 'key' | 'versionId' | 'sha256'>): Promise<Uint8Array>;
}

export interface ModelCall {
  readonly operation: Operation;
  /** As the caller named it: model id, inference-profile id or ARN. */
  readonly modelId: string;
  readonly contentType: string;
  readonly accept: string;
  readonly body: Uint8Array;
  /** Bedrock's own request headers that may pass (guardrail, trace, performance, tier): lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts the upstream call; used at shutdown, never because a client went away. */
  readonly signal?: AbortSignal;
}

/** What came back. Error statuses are answers too: `status` and `errorType` say which of Bedrock's errors it is. */
export interface ModelAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface ModelRuntime {
  /** Faults with code `model_unavailable` when Bedrock cannot be reached at all. */
  invoke(call: ModelCall): Promise<ModelAnswer>;
}

/** A text for a guardrail; qualifiers as ApplyGuardrail names them (none: plain content). */
export interface GuardrailText {
  readonly text: string;
  readonly qualifiers?: readonly ('grounding_source' | 'query' | 'guard_content')[];
}

export interface GuardrailRequest {
  /** Id or ARN. */
  readonly identifier: string;
  readonly version: string;
  readonly source: 'INPUT' | 'OUTPUT';
  /** At most 25 text units (a unit: 1,000 characters of one text) in all. */
  readonly texts: readonly GuardrailText[];
}

/** What a guardrail found in the texts of one request, without saying in which. */
export interface GuardrailFinding {
  readonly policy: 'topic' | 'content' | 'word' | 'entity' | 'regex' | 'grounding' | 'other';
  /** Bedrock's name: an entity's or a filter's type, a topic's or an expression's name, PROFANITY; empty for a word of one's own. */
  readonly name: string;
  readonly action: 'none' | 'mask' | 'block';
  /** The matched text: content, for masking alone; it goes into no record, log or error. */
  readonly match?: string;
  /** Of a content filter. */
  readonly confidence?: 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH';
  /** Of grounding and relevance, between 0 and 1. */
  readonly score?: number;
}

export interface GuardrailJudgement {
  readonly intervened: boolean;
  readonly findings: readonly GuardrailFinding[];
  /** Where it masked: the texts in order, masked. Where it blocked: its message. Else empty. */
  readonly outputs: readonly string[];
  /** Text units that were charged, summed over the policies. */
  readonly units: number;
}

export interface Guardrails {
  /** `bedrock`: the service judges here and beside the model. `local`: there is no such service, and local screening is all there is. */
  readonly engine: 'bedrock' | 'local';
  /** Faults with code `guardrail_unavailable` where no judgement can be had: unreachable, refused, or over the quotas for too long. */
  apply(request: GuardrailRequest): Promise<GuardrailJudgement>;
}
