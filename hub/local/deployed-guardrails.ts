/** The guardrails of the rules in the form of CreateGuardrail, which is what the stand-in takes. */
import type { ApplicationPolicy, EntityAction, GuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { guardrailTypes } from '../guardrails/judging-engines.ts';
import type { GuardrailInput } from './stand-in/guardrail-config.ts';

type EntityConfig = NonNullable<
  NonNullable<GuardrailInput['sensitiveInformationPolicyConfig']>['piiEntitiesConfig']
>[number];

export function deployedGuardrails({ guardrails, applications }: PolicyBundle): GuardrailInput[] {
  return Object.entries(guardrails).map(([key, guardrail]) => {
    const users = Object.values(applications).filter((application) => application.guardrail === key);
    return asCreateGuardrail(guardrail, users);
  });
}

const guardrailActions = { allow: 'NONE', mask: 'ANONYMIZE', pseudonymize: 'ANONYMIZE', block: 'BLOCK' } as const;

function asCreateGuardrail(guardrail: GuardrailPolicy, users: readonly ApplicationPolicy[]): GuardrailInput {
  return {
    identifier: guardrail.identifier,
    version: guardrail.version,
    blockedInputMessaging: guardrail.blockedInputMessage,
    blockedOutputsMessaging: guardrail.blockedOutputMessage,
    wordPolicyConfig: { wordsConfig: guardrail.words.map((text) => ({ text })) },
    topicPolicyConfig: { topicsConfig: guardrail.topics.map((topic) => ({ ...topic, examples: [...topic.examples] })) },
    sensitiveInformationPolicyConfig: {
      piiEntitiesConfig: entityConfigs(users),
      regexesConfig: guardrail.regexes.map(({ name, pattern, action }) => ({
        name,
        pattern,
        action: guardrailActions[action],
      })),
    },
  };
}

/** The types that local detectors leave to the guardrail. Of applications that share it, the strictest decides: it stands beside the model for all of them. */
function entityConfigs(users: readonly ApplicationPolicy[]): EntityConfig[] {
  const types = new Set(users.flatMap(guardrailTypes));
  return [...types].sort().map((type) => {
    const inputAction = strictest(users.map(({ screening }) => screening.input.entities[type]));
    const outputAction = strictest(users.map(({ screening }) => screening.output.entities[type]));
    return { type, action: inputAction, inputAction, outputAction };
  });
}

const strictness: readonly EntityAction[] = ['allow', 'mask', 'pseudonymize', 'block'];

function strictest(actions: readonly (EntityAction | undefined)[]) {
  const rank = Math.max(0, ...actions.map((action) => strictness.indexOf(action ?? 'allow')));
  return guardrailActions[strictness[rank] ?? 'allow'];
}
