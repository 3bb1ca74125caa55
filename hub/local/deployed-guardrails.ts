/** The guardrails of the rules in the form of CreateGuardrail, which is what the stand-in takes. What needs a trained model is left out: the stand-in judges none of it. */
import type { ApplicationPolicy, GuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { entityConfigs, regexConfigs } from '../guardrails/text-policies.ts';
import type { GuardrailInput } from './stand-in/guardrail-config.ts';

export function deployedGuardrails({ guardrails, applications }: PolicyBundle): GuardrailInput[] {
  return Object.entries(guardrails).map(([key, guardrail]) => {
    const users = Object.values(applications).filter((application) => application.guardrail === key);
    return asCreateGuardrail(guardrail, users);
  });
}

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
      regexesConfig: regexConfigs(guardrail),
    },
  };
}
