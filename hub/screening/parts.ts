import type { SpanAction } from './rule.ts';

/**
 * What screening sees of a request or an answer: a flat list of parts, whatever the API dialect. A part is one block (a text, a tool result, a document);
 * its texts are the strings inside it that a model or a person would read, each with a setter that writes a masked text back in place.
 */
export type PartKind =
  | 'text'
  | 'system'
  | 'tool-definition'
  | 'tool-use'
  | 'tool-result'
  | 'reasoning'
  | 'citation'
  | 'document'
  | 'image'
  | 'video'
  | 'audio'
  | 'guard-content'
  | 'search-result'
  | 'parameters'
  | 'unknown-field';

export interface PartText {
  readonly text: string;
  /** Puts `masked` where the text stood. */
  replace(masked: string): void;
}

export interface Part {
  /** RFC 6901 JSON Pointer of the block in the body, such as `/messages/0/content/1`. */
  readonly pointer: string;
  readonly kind: PartKind;
  /** Who speaks: `user`, `assistant`, `system` or `tool` (tool definitions, tool results). */
  readonly role: 'user' | 'assistant' | 'system' | 'tool';
  readonly texts: readonly PartText[];
  /** Bytes that detectors of text cannot read; `format` is the block's own name for it (png, pdf, s3Location, ...). */
  readonly media?: { readonly format: string; readonly bytes: number };
}

export type Verdict = 'passed' | 'masked' | 'blocked' | 'not_run';

/** How often a detector fired; never the matched text. */
export interface Finding {
  /** Bedrock's name of the type (EMAIL), `PROMPT_ATTACK`, or `WORD:`, `TOPIC:`, `REGEX:` and the name from the configuration. */
  readonly type: string;
  readonly detector: string;
  readonly action: SpanAction;
  readonly count: number;
  /** Of a prompt attack: how certain it is, between 0 and 1, and why, in fixed words. */
  readonly score?: number;
  readonly reasons?: readonly string[];
}

export interface PartVerdict {
  readonly pointer: string;
  readonly kind: PartKind;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Why a part was `not_run`. */
  readonly reason?: string;
}
