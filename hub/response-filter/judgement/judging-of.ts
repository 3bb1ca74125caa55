/** What is asked of the answer to a call beyond screening, from the application's policy and from what the request itself says. */
import type { Json } from '../../../shared/canonical-json.ts';
import type { AdmittedCall } from '../../gateway/admit.ts';
import type { CallOrder } from '../../gateway/handlers.ts';
import type { GivenToModel } from '../../prompt-handler/given-to-model.ts';
import type { WantedSchema } from '../schema/check-answer.ts';
import type { AnswerJudging } from './answer-judging.ts';
import { isScored } from './judge-answer.ts';

/** Undefined where nothing is asked. */
export function judgingOf(
  { call, recordId, policy: { schemas } }: CallOrder,
  given: GivenToModel,
  samples: Promise<readonly string[]> | undefined,
): AnswerJudging | undefined {
  if (!call.request.generates) return undefined;
  const policy = call.application.policy.answers;
  const { text, tools } = given.outputFormat();
  const wanted = wantedOf(call, text);
  const scored = isScored(policy);
  if (!scored && wanted.length === 0 && tools.size === 0) return undefined;
  const sources = scored ? given.sources() : { sources: [] };
  return {
    recordId,
    policy,
    wanted,
    tools,
    repairs: 0,
    cache: schemas,
    ...sources,
    ...(samples !== undefined && { samples }),
  };
}

/** The schemas that the text of an answer will have to satisfy, as far as the request says so before it has been screened. */
export function wantedSchemas(call: AdmittedCall): readonly WantedSchema[] {
  return wantedOf(call, call.request.outputFormat().text);
}

/** The application's schema; where it has none, the request's own. */
function wantedOf({ application }: AdmittedCall, requested: Json | undefined): readonly WantedSchema[] {
  const { outputSchema } = application.policy;
  if (outputSchema !== undefined) return [{ origin: 'application', schema: outputSchema }];
  return requested === undefined ? [] : [{ origin: 'request', schema: requested }];
}
