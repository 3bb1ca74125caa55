import type { DocumentSource, UnreadReason } from './documents/document-source.ts';
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
  /** Nothing can be put where the text stood: what would have to be masked in it blocks the part. */
  readonly fixed?: true;
  /** Puts `masked` where the text stood. */
  replace(masked: string): void;
}

export interface Media {
  readonly format: string;
  readonly bytes: number;
  /** Of a document: why it could not be read. */
  readonly unread?: UnreadReason;
}

export interface Part {
  /** RFC 6901 JSON Pointer of the block in the body, such as `/messages/0/content/1`. */
  readonly pointer: string;
  readonly kind: PartKind;
  /** Who speaks: `user`, `assistant`, `system` or `tool` (tool definitions, tool results). */
  readonly role: 'user' | 'assistant' | 'system' | 'tool';
  readonly texts: readonly PartText[];
  /** Bytes that detectors of text cannot read; `format` is the block's own name for it (png, pdf, s3Location, ...). */
  readonly media?: Media;
  /** A document that `readDocuments` can turn into texts. Once it has, they are among `texts`, and there is no `media` any more. */
  readonly document?: DocumentSource;
}

export type Verdict = 'passed' | 'masked' | 'blocked' | 'not_run';

/** How often a detector fired; never the matched text. */
export interface Finding {
  /** Bedrock's name of the type (EMAIL), `PROMPT_ATTACK`, `TOPIC:` or `REGEX:` and the name from the configuration, `WORD:` or `COMPETITOR:` and the place in its list, from 1. */
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
  /** Why a part was `not_run`; of a document, what was read of it or that its masked text stands in its place. */
  readonly reason?: string;
  /** Of a part that was `not_run`: screening itself failed, whereas a part that is merely unreadable may pass by policy. The call is refused. */
  readonly failed?: true;
}
