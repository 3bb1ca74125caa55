import type { ApplicationPolicy, EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { encodedRule } from './decoding/encoded-rule.ts';
import { hiddenRule } from './decoding/hidden-rule.ts';
import { configuredRegex } from './detectors/configured-regex.ts';
import { competitorNames, deniedWords } from './detectors/words.ts';
import { localDetectors } from './local-detectors.ts';
import type { PartKind } from './parts.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { always, type Rule } from './rule.ts';
import { screenPart } from './screen-part.ts';
import { HeldStream, PipedStream } from './screen-stream.ts';
import { screenTogether } from './screen-together.ts';
import type { Screener, StreamScreener } from './screener.ts';
import type { ScreeningPlan } from './text-screening.ts';
import { topicProfiles } from './topics.ts';

/**
 * Puts together what an application's policy and its guardrail ask for, for one direction. Build it once for each policy bundle.
 * Types that no local detector claims (`claimedTypes`) are left to the Bedrock guardrail.
 */
export function createScreener(
  application: ApplicationPolicy,
  guardrail: GuardrailPolicy,
  direction: 'input' | 'output',
): Screener {
  const plan = screeningPlan(application, guardrail, direction);
  const { unreadable } = application.screening;
  return {
    screen: (part, pseudonyms = new Pseudonyms()) => screenPart(plan, part, unreadable, pseudonyms),
    screenTogether: (parts, verdicts) => screenTogether(plan, parts, verdicts),
    stream: (pointer, kind, pseudonyms = new Pseudonyms()) => openStream(plan, pointer, kind, pseudonyms),
  };
}

/** What an application's policy and its guardrail ask for, for one direction. */
export function screeningPlan(
  application: Pick<ApplicationPolicy, 'screening'>,
  guardrail: GuardrailPolicy,
  direction: 'input' | 'output',
): ScreeningPlan {
  const rules = [
    ...entityRules(application.screening[direction].entities),
    ...wordRules(guardrail.words),
    ...competitorRules(guardrail.competitors),
    ...regexRules(guardrail.regexes),
  ];
  return {
    // What is encoded or hidden is judged by the same rules.
    rules: rules.length === 0 ? [] : [...rules, encodedRule(rules), hiddenRule(rules)],
    topics: topicProfiles(guardrail.topics),
    promptAttack: direction === 'input' ? application.screening.promptAttack : 'off',
    promptAttackThreshold: application.screening.promptAttackThreshold,
  };
}

function entityRules(entities: Readonly<Record<string, EntityAction>>): Rule[] {
  const actions = new Map(Object.entries(entities));
  const actionOf = (type: string) => {
    const action = actions.get(type);
    return action === 'allow' ? undefined : action;
  };
  return localDetectors
    .filter(({ types }) => types.some((type) => actionOf(type) !== undefined))
    .map((detector) => ({ detector, actionOf }));
}

function wordRules(words: readonly string[]): Rule[] {
  return words.length === 0 ? [] : [always('block', deniedWords(words))];
}

function competitorRules(competitors: GuardrailPolicy['competitors']): Rule[] {
  if (competitors === null || competitors.names.length === 0) return [];
  return [always(competitors.action, competitorNames(competitors.names))];
}

function regexRules(regexes: GuardrailPolicy['regexes']): Rule[] {
  return regexes.flatMap(({ name, pattern, action }) =>
    action === 'allow' ? [] : [always(action, compiledRegex(name, pattern))],
  );
}

function compiledRegex(name: string, pattern: string): Rule['detector'] {
  try {
    return configuredRegex(name, pattern);
  } catch (cause) {
    throw new GatehouseFault(
      'configuration_invalid',
      `The guardrail's pattern "${name}" does not compile.`,
      'Write it in RE2 syntax (no look-around, no back-references).',
      { cause },
    );
  }
}

function openStream(plan: ScreeningPlan, pointer: string, kind: PartKind, pseudonyms: Pseudonyms): StreamScreener {
  // An attack is judged on the whole text; a stream of input is therefore held until its end.
  const Stream = plan.promptAttack === 'off' ? PipedStream : HeldStream;
  return new Stream(plan, pointer, kind, pseudonyms);
}
