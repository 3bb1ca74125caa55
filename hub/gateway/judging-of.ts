/** What is asked of the answer to a call beyond screening, from the application's policy and from what the request itself says. */

import type { AnswerJudging } from '../response-filter/judgement/answer-judging.ts';
import { isScored } from '../response-filter/judgement/judge-answer.ts';
import type { WantedSchema } from '../response-filter/schema/check-answer.ts';
import type { Part, PartKind } from '../screening/parts.ts';
import type { AdmittedCall } from './admit.ts';
import type { KnownCall } from './call-evidence.ts';

/** Undefined where nothing is asked. To be read once the prompt has been sent: sources and schemas are taken as the model knows them, masks included. */
export function judgingOf(
  call: AdmittedCall,
  { recordId, policy: { schemas } }: KnownCall,
  samples: Promise<readonly string[]> | undefined,
): AnswerJudging | undefined {
  const { request, application } = call;
  if (!request.generates) return undefined;
  const policy = application.policy.answers;
  const wanted = wantedSchemas(call);
  const { tools } = request.outputFormat();
  const scored = isScored(policy);
  if (!scored && wanted.length === 0 && tools.size === 0) return undefined;
  const given = scored ? sourcesIn(request.parts) : { sources: [] };
  return {
    recordId,
    policy,
    wanted,
    tools,
    repairs: 0,
    cache: schemas,
    ...given,
    ...(samples !== undefined && { samples }),
  };
}

/** The application's schema; where it has none, the request's own. */
export function wantedSchemas({ request, application }: AdmittedCall): readonly WantedSchema[] {
  const { outputSchema } = application.policy;
  if (outputSchema !== undefined) return [{ origin: 'application', schema: outputSchema }];
  const { text } = request.outputFormat();
  return text === undefined ? [] : [{ origin: 'request', schema: text }];
}

/** What a model is given to answer from. What it has said itself bears nothing out. */
const given: ReadonlySet<PartKind> = new Set([
  'text',
  'system',
  'guard-content',
  'tool-result',
  'document',
  'search-result',
]);
const numbered: ReadonlySet<PartKind> = new Set(['document', 'search-result']);

function sourcesIn(parts: readonly Part[]): Pick<AnswerJudging, 'sources' | 'references'> {
  const sources = parts.filter(({ kind, role }) => role !== 'assistant' && given.has(kind));
  const references = sources.filter(({ kind }) => numbered.has(kind)).length;
  const texts = sources.flatMap((part) => part.texts.map(({ text }) => text));
  return references === 0 ? { sources: texts } : { sources: texts, references };
}
