import type { Part, PartKind } from '../screening/parts.ts';

/**
 * What a guardrail beside the model never reads: tool definitions, tool-call arguments and tool results, with the documents and search results in them. Documents
 * and search results outside of them, citations and fields that we do not know are not said to be read, and count as not read. Reasoning is
 * left out by guardrails altogether.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html
 */
const skippedKinds: ReadonlySet<PartKind> = new Set([
  'tool-definition',
  'tool-use',
  'tool-result',
  'document',
  'search-result',
  'citation',
]);

/** Settings are words of a protocol, mostly; a sentence among them is judged. */
const settingKinds: ReadonlySet<PartKind> = new Set(['parameters', 'unknown-field']);

/** Texts of messages, which the guardrail reads unless a `guardContent` block narrows it to such blocks. */
const narrowedKinds: ReadonlySet<PartKind> = new Set(['text']);

/** Places in `parts` of those that have to be brought to the guardrail. A caller's `guardContent` must not hide the rest of its messages from it. */
export function skippedByGuardrail(parts: readonly Part[]): number[] {
  const narrowed = parts.some(({ kind }) => kind === 'guard-content');
  return parts.flatMap((part, index) => (isSkipped(part, narrowed) ? [index] : []));
}

function isSkipped({ kind, texts }: Part, narrowed: boolean): boolean {
  if (skippedKinds.has(kind)) return texts.length > 0;
  if (settingKinds.has(kind)) return texts.some(({ text }) => /\S\s+\S/.test(text));
  return narrowed && narrowedKinds.has(kind) && texts.length > 0;
}
