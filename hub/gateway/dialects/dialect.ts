/**
 * What the golden path needs to know of a request or answer body, whatever its shape. Shapes are data (a tree of fields that says which are text, which are
 * opaque, which are media); one walker turns a body and a shape into parts. A body keeps its parsed tree: parts edit that tree in place, and
 * what is sent on is that tree serialized again, so that what was screened is what is sent (no duplicate keys, no parser differentials).
 */

import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { BodyFormat } from '../../../shared/config/bundle.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Part, PartKind, PartText } from '../../screening/parts.ts';
import type { Faces } from '../faces.ts';
import type { OutputFormat } from './output-format.ts';
import type { RepairTurn } from './repair-turn.ts';

export interface ParsedRequest {
  readonly parts: readonly Part[];
  /** JSON pointers of fields that the shape does not name. Their strings are parts too (`unknown-field`): unknown is not unscreened. */
  readonly unknownFields: readonly string[];
  readonly declared: { readonly purpose?: string; readonly user?: string };
  /** Sampling parameters under OpenTelemetry names (`gen_ai.request.temperature`, ...), for the record. */
  readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Whether the operation writes tokens at all (embeddings and count-tokens do not). */
  readonly generates: boolean;
  readonly requestedMaxTokens: number | undefined;
  readonly serviceTier: string | undefined;
  /** The caller's system prompt and tool definitions as they stand in the body, for commitments. */
  readonly system: unknown;
  readonly tools: unknown;
  setMaxTokens(tokens: number): void;
  /**
   * Texts as they stand now that neither the caller nor the model wrote (results of tools, documents, searches), where marks may be put around them: prose, into which
   * no citation points.
   */
  untrusted(): readonly PartText[];
  /** Puts rules in front of the caller's system prompt, before any cache point. No-op for bodies without a system prompt (embeddings). */
  addSystemRules(rules: readonly string[]): void;
  /** Attaches the guardrail where the body carries it (Converse's `guardrailConfig`); answers headers to add where headers carry it (InvokeModel). */
  attachGuardrail(identifier: string, version: string): Readonly<Record<string, string>>;
  /** What the body says that the answer must look like, as it now stands: screening may have masked a name in a schema, and the model knows only the masked one. */
  outputFormat(): OutputFormat;
  /** Adds a repair round; answers whether the body takes one. */
  appendRepair(turn: RepairTurn): boolean;
  /** The body as it now stands. */
  serialize(): Uint8Array;
}

export interface AnswerFacts {
  readonly finishReasons: readonly string[];
  readonly model?: string;
  readonly usage?: TokenUsage;
  /** What Bedrock's guardrail did, where the answer says so (`INTERVENED`, `NONE`). */
  readonly guardrailAction?: string;
  /** Scores of its contextual grounding check, between 0 and 1, where a trace says them. */
  readonly grounding?: number;
  readonly relevance?: number;
}

/** Bedrock's own figures; `input` excludes cache tokens, as Bedrock counts. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface ParsedAnswer extends AnswerFacts {
  readonly parts: readonly Part[];
  serialize(): Uint8Array;
}

/** One event of a streamed answer, decoded just far enough to be screened. */
export type StreamEvent = Framed & EventKind;

interface Framed {
  /** The event as it is kept: as it came, or with the texts that were written into it. */
  readonly frame: Uint8Array;
  /** The event as the caller is shown it, where a text was written into it in two faces. */
  readonly shownFrame?: Uint8Array | undefined;
}

type EventKind =
  /** Text that a person or a program will read. `channel` names the block it belongs to; texts of one channel are one text. */
  | {
      readonly kind: 'text';
      readonly channel: string;
      readonly partKind: PartKind;
      readonly text: string;
      /** The same event with another text, encoded as a frame; `shown` is what the caller reads there, where that differs from what is kept. */
      withText(kept: string, shown?: string): Faces;
    }
  /** Bytes that no detector of text reads (an image). Has an empty frame: the event that carries them comes next, as `other`. */
  | { readonly kind: 'media'; readonly part: Part }
  /** No more text comes in `channel`. */
  | { readonly kind: 'end-of-channel'; readonly channel: string }
  /** Passes on as it is once everything before it has (message start, block start, signatures, ...). `signs`: it carries a signature over that channel’s text. */
  | { readonly kind: 'other'; readonly facts?: Partial<AnswerFacts>; readonly signs?: string }
  /** Ends the message; withheld until the completion is durable. */
  | { readonly kind: 'final'; readonly facts?: Partial<AnswerFacts> }
  /** Bedrock broke the stream off with a typed error, which is passed on. */
  | { readonly kind: 'exception'; readonly errorType: string };

export interface StreamReader {
  /** Decodes whole frames from arbitrary cuts of bytes; throws GatehouseFault `model_stream_broken` on a bad checksum, an absurd length, or invalid JSON. */
  push(chunk: Uint8Array): readonly StreamEvent[];
  /** Throws `model_stream_broken` when bytes of an unfinished frame remain. */
  end(): void;
}

export interface Dialect {
  readonly operation: Operation;
  readonly format: BodyFormat | 'converse';
  /** `body` is a parsed JSON object owned by the dialect from now on. */
  parseRequest(body: JsonObject): ParsedRequest | Refusal;
  parseAnswer(body: JsonObject): ParsedAnswer;
  readStream(): StreamReader;
  /** A whole answer that says that screening stopped the call: stop reason `guardrail_intervened`, with `message` as its text. */
  blockedAnswer(message: string): Uint8Array;
  /** The same as stream frames. `open`: the message was already begun, so only what ends it (closing open channels) is needed. */
  blockedStream(message: string, open: { readonly channels: readonly string[] } | undefined): readonly Uint8Array[];
  /** A frame that ends a stream with one of Bedrock's stream exceptions, such as `internalServerException`. */
  exceptionFrame(errorType: string, message: string): Uint8Array;
}
