/**
 * The two records of a call. The intent is durable before a model is invoked; the completion is durable before the answer's last byte leaves.
 * Neither is ever updated. They hold keyed commitments (HMAC-SHA-256) of prompt and answer, never content and never the text that a detector matched.
 * Attribute names with dots are OpenTelemetry's: https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
 */

import type { Operation } from '../../shared/contract/operations.ts';
import type { ErrorType, RefusalCode } from '../../shared/contract/refusals.ts';
import type { PartVerdict, Verdict } from '../screening/parts.ts';

/** Links the records of one writer (one gateway process), so that a lost write shows as a gap without a global counter. */
export interface WriterLink {
  readonly id: string;
  /** Contiguous from 1 within the writer. */
  readonly sequence: number;
  /** SHA-256 (hex) of the canonical JSON of the writer's previous record; 64 zeros for its first. */
  readonly previousHash: string;
}

/** The worst case that was set aside before the call: tokens, and cost in nanodollars. */
export interface Reservation {
  readonly holdId: string;
  readonly requests: number;
  readonly tokens: number;
  readonly costNanos: number;
  readonly priceVersion: string;
}

/** Which bytes exactly: an object key alone is not evidence, because new versions and delete markers stay possible under Object Lock. */
export interface EvidenceLocation {
  readonly key: string;
  readonly versionId: string;
  /** SHA-256 of the body, hex. */
  readonly sha256: string;
  readonly retainUntil: string;
}

export interface IntentRecord {
  readonly schemaVersion: 1;
  readonly type: 'intent';
  readonly recordId: string;
  readonly writer: WriterLink;
  /** RFC 3339, UTC, milliseconds. */
  readonly receivedAt: string;
  readonly caller: {
    readonly principalArn: string;
    readonly session: string;
    readonly accountId: string;
    /** Derived from the principal; null where the principal belongs to no application. */
    readonly application: string | null;
    readonly sourceIp: string;
  };
  /** What the caller says, on its own word. */
  readonly declared: { readonly purpose: string | null; readonly user: string | null };
  /** The purpose that was authorized: the declared one, or the application's default. */
  readonly purpose: string | null;
  readonly request: {
    readonly operation: Operation | null;
    readonly 'gen_ai.request.model': string | null;
    /** Key of the model in the policy bundle. */
    readonly model: string | null;
    readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>;
    readonly bodyBytes: number;
    /** HMAC-SHA-256 (hex) of the body as received. */
    readonly bodyCommitment: string;
    /** HMAC-SHA-256 (hex) of the caller's system prompt and of its tool definitions as JSON, members in the caller's order; null where there are none. */
    readonly systemCommitment: string | null;
    readonly toolsCommitment: string | null;
    /** JSON pointers of fields that this version of the gateway does not know (lenient mode). */
    readonly unknownFields: readonly string[];
  };
  readonly policy: { readonly hash: string; readonly build: string };
  readonly reservation: Reservation | null;
  readonly traceId: string;
}

export type Outcome =
  /** The caller received a model's answer. */
  | 'answered'
  /** Screening or the guardrail stopped the request or the answer. */
  | 'blocked'
  /** A rule said no before any model was invoked. */
  | 'refused'
  /** Bedrock answered with an error, which was passed on. */
  | 'upstream_error'
  /** Something broke; nothing (more) was answered. */
  | 'faulted';

/** What a call used and cost. Bedrock's input tokens exclude cache tokens. */
export interface RecordedUsage {
  readonly 'gen_ai.usage.input_tokens': number;
  readonly 'gen_ai.usage.output_tokens': number;
  readonly 'gen_ai.usage.cache_read.input_tokens': number;
  readonly 'gen_ai.usage.cache_creation.input_tokens': number;
  readonly costNanos: number;
  readonly priceVersion: string;
  /** `model`: Bedrock's own figures; `reserved`: the model gave none, so the whole reservation is charged. */
  readonly source: 'model' | 'reserved';
}

/**
 * Which engine judged which of the types that the application's policy names (entity types by name; PROMPT_ATTACK, WORD, REGEX, COMPETITOR, TOPIC for all of
 * their kind). `guardrail`: the Bedrock guardrail, beside the model and by ApplyGuardrail. `nobody`: no engine here knows the type, so none of it was looked for.
 */
export interface JudgingEngines {
  readonly local: readonly string[];
  readonly guardrail: readonly string[];
  readonly nobody: readonly string[];
}

export interface RecordedSchemaCheck {
  readonly result: 'passed' | 'failed' | 'not_checked';
  /** Why it was `not_checked`, in a fixed word. */
  readonly reason: string | null;
  /** What is wrong: places (names that the platform team did not choose are `*`) and rules; the first ten. */
  readonly errors: readonly { readonly path: string; readonly rule: string; readonly missing?: string }[];
  /** How often the model was asked again. `screening.output` then begins with the verdicts of the answer that was rejected, and usage is that of both calls. */
  readonly repairs: number;
}

export interface RecordedConfidence {
  /** Between 0 and 1: the product of the factors of its reasons. */
  readonly score: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly factor: number }[];
}

export interface CompletionRecord {
  readonly schemaVersion: 1;
  readonly type: 'completion';
  readonly recordId: string;
  readonly writer: WriterLink;
  /** SHA-256 (hex) of the canonical JSON of the intent. */
  readonly intentHash: string;
  readonly completedAt: string;
  readonly outcome: Outcome;
  readonly refusal: { readonly code: RefusalCode; readonly detail: string } | null;
  readonly 'error.type': ErrorType | string | null;
  readonly screening: {
    /** The strictest verdict of all parts, both directions; `not_run` where screening failed on any. */
    readonly verdict: Verdict;
    readonly input: readonly PartVerdict[];
    readonly output: readonly PartVerdict[];
    /** null where nothing was screened. */
    readonly engines: JudgingEngines | null;
  };
  readonly guardrail: { readonly identifier: string; readonly version: string; readonly action: string } | null;
  readonly response: {
    readonly status: number;
    readonly 'gen_ai.response.model': string | null;
    readonly 'gen_ai.response.finish_reasons': readonly string[];
    readonly bedrockRequestId: string | null;
    /**
     * HMAC-SHA-256 (hex) of the answer as the evidence keeps it: the bytes that the caller was sent, except that pseudonyms stand where the caller got their values
     * back. Made over tokens, so that no record depends on a value that is not kept.
     */
    readonly bodyCommitment: string | null;
    /** Length of the same. */
    readonly bodyBytes: number;
    /** Whether the answer satisfies the JSON schema that it must satisfy; null where there is none, or where it did not come so far. */
    readonly schema: RecordedSchemaCheck | null;
    /** How well the answer is borne out by what the model was given; null where the application's policy does not ask. */
    readonly confidence: RecordedConfidence | null;
    /** Set where a person is to look at the answer. Decisions are in the review itself (`hub/reviews`): a record never changes. */
    readonly review: { readonly state: 'open' } | null;
    /** `complete`, or `disconnected` where the caller left before the end (the model was drained all the same). */
    readonly delivery: 'complete' | 'disconnected' | 'none';
  } | null;
  readonly usage: RecordedUsage | null;
  /** Where the encrypted content lies; null where there is none to keep (a refused call). */
  readonly content: (EvidenceLocation & { readonly dataKeyId: string }) | null;
}
