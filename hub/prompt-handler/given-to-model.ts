/** What the model was given to answer from, and what its answer must look like: what the response filter judges an answer by, beside the policy. */
import type { ParsedRequest } from '../gateway/dialects/dialect.ts';
import type { OutputFormat } from '../gateway/dialects/output-format.ts';
import type { Part, PartKind } from '../screening/parts.ts';

/** As the model knows it, masks included; so read it once the prompt has been sent. Read on demand, because most policies ask for neither. */
export interface GivenToModel {
  outputFormat(): OutputFormat;
  sources(): Sources;
}

export interface Sources {
  /** Texts that can bear an answer out. */
  readonly sources: readonly string[];
  /** How many of them an answer can refer to by number; absent: none. */
  readonly references?: number;
}

export function givenIn(request: ParsedRequest): GivenToModel {
  return { outputFormat: () => request.outputFormat(), sources: () => sourcesIn(request.parts) };
}

/** What a model is given to answer from. What it has said itself bears nothing out. */
const bearing: ReadonlySet<PartKind> = new Set([
  'text',
  'system',
  'guard-content',
  'tool-result',
  'document',
  'search-result',
]);
const numbered: ReadonlySet<PartKind> = new Set(['document', 'search-result']);

function sourcesIn(parts: readonly Part[]): Sources {
  const sources = parts.filter(({ kind, role }) => role !== 'assistant' && bearing.has(kind));
  const references = sources.filter(({ kind }) => numbered.has(kind)).length;
  const texts = sources.flatMap((part) => part.texts.map(({ text }) => text));
  return references === 0 ? { sources: texts } : { sources: texts, references };
}
