import type { ApplicationPolicy, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { JudgingEngines } from '../audit/record.ts';
import type { Guardrails } from '../gateway/ports.ts';
import { isGuardrailType } from './contextual-types.ts';

/** Types that no local detector claims, among those that the policy wants something done about: NAME, ADDRESS, AGE, ... need a model. */
export function guardrailTypes({ screening }: ApplicationPolicy): string[] {
  return wantedTypes(screening).filter(isGuardrailType);
}

/**
 * Who judges which type of an application's policy. `engine` says whether there is a guardrail to judge what local detectors cannot; topics are judged by
 * both where there is.
 */
export function judgingEngines(
  { screening }: ApplicationPolicy,
  guardrail: GuardrailPolicy,
  engine: Guardrails['engine'],
): JudgingEngines {
  const types = wantedTypes(screening);
  const contextual = types.filter(isGuardrailType);
  const local = types.filter((type) => !isGuardrailType(type));
  if (screening.promptAttack !== 'off') local.push('PROMPT_ATTACK');
  if (guardrail.words.length > 0) local.push('WORD');
  if (guardrail.competitors !== null) local.push('COMPETITOR');
  if (guardrail.regexes.length > 0) local.push('REGEX');
  const topics = guardrail.topics.length > 0 ? ['TOPIC'] : [];
  local.push(...topics);
  if (engine === 'local') return { local, guardrail: [], nobody: contextual };
  return { local, guardrail: [...contextual, ...topics], nobody: [] };
}

function wantedTypes({ input, output }: ApplicationPolicy['screening']): string[] {
  const wanted = [input, output].flatMap(({ entities }) => Object.entries(entities));
  const types = wanted.filter(([, action]) => action !== 'allow').map(([type]) => type);
  return [...new Set(types)].sort();
}
