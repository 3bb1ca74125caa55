/**
 * A guardrail of the rules as the hub deploys it, in the terms of AWS::Bedrock::Guardrail.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bedrock-guardrail.html
 */
import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import type {
  AnswerThreshold,
  ApplicationPolicy,
  BedrockGuardrailPolicy,
  GuardrailPolicy,
  PolicyBundle,
} from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { entityConfigs, regexConfigs } from './text-policies.ts';

/** What decides how a guardrail judges, and nothing else: equal definitions need no new version. */
export interface GuardrailDefinition {
  readonly blockedInputMessaging: string;
  readonly blockedOutputsMessaging: string;
  readonly wordPolicyConfig?: ReturnType<typeof wordPolicy>;
  readonly topicPolicyConfig?: ReturnType<typeof topicPolicy>;
  readonly sensitiveInformationPolicyConfig?: ReturnType<typeof sensitivePolicy>;
  readonly contentPolicyConfig?: ReturnType<typeof contentPolicy>;
  readonly contextualGroundingPolicyConfig?: { readonly filtersConfig: ReturnType<typeof answerFilters> };
  readonly automatedReasoningPolicyConfig?: ReturnType<typeof reasoningPolicy>;
  readonly crossRegionConfig?: { readonly guardrailProfileArn: string };
}

/**
 * @throws GatehouseFault `configuration_invalid` where the guardrail would judge nothing (the service refuses to create such a one), or is not the hub's to deploy.
 */
export function guardrailDefinition(bundle: PolicyBundle, name: string): GuardrailDefinition {
  const guardrail = Object.hasOwn(bundle.guardrails, name) ? bundle.guardrails[name] : undefined;
  if (guardrail === undefined || guardrail.bedrock === null)
    throw unfit(
      `Guardrail ${name} is none that the hub deploys.`,
      `Leave identifier and version out of guardrails.${name}.`,
    );
  const users = Object.values(bundle.applications).filter((application) => application.guardrail === name);
  const policies = policiesOf(guardrail, guardrail.bedrock, users);
  if (Object.keys(policies).length === 0)
    throw unfit(
      `Guardrail ${name} would judge nothing, and Amazon Bedrock refuses to create such a guardrail.`,
      `Give guardrails.${name} words, topics, regexes or bedrock.contentFilters, or name one that exists already by identifier and version.`,
    );
  return {
    blockedInputMessaging: guardrail.blockedInputMessage,
    blockedOutputsMessaging: guardrail.blockedOutputMessage,
    ...policies,
    ...crossRegion(guardrail.bedrock, bundle.hub),
  };
}

/** Names a definition: hex, the same for the same rules on any machine. */
export function definitionHash(definition: GuardrailDefinition): string {
  return sha256Hex(canonicalJson(definition));
}

/** ARN of a guardrail profile as one Region has it, in the hub's account. */
export function guardrailProfileArn(profile: string, region: string, hub: PolicyBundle['hub']): string {
  return `arn:${hub.partition}:bedrock:${region}:${hub.accountId}:guardrail-profile/${profile}`;
}

/** Policies that would hold nothing are left out: the service takes none that is empty. */
function policiesOf(guardrail: GuardrailPolicy, bedrock: BedrockGuardrailPolicy, users: readonly ApplicationPolicy[]) {
  const entities = entityConfigs(users);
  const { words, topics, regexes } = guardrail;
  const { contentFilters, profanity, grounding, relevance, automatedReasoning } = bedrock;
  const filters = answerFilters({ GROUNDING: grounding, RELEVANCE: relevance });
  return {
    ...((words.length > 0 || profanity === 'block') && { wordPolicyConfig: wordPolicy(words, profanity) }),
    ...(topics.length > 0 && { topicPolicyConfig: topicPolicy(guardrail, bedrock) }),
    ...((entities.length > 0 || regexes.length > 0) && {
      sensitiveInformationPolicyConfig: sensitivePolicy(guardrail, users),
    }),
    ...(Object.keys(contentFilters).length > 0 && { contentPolicyConfig: contentPolicy(bedrock) }),
    ...(filters.length > 0 && { contextualGroundingPolicyConfig: { filtersConfig: filters } }),
    ...(automatedReasoning !== null && { automatedReasoningPolicyConfig: reasoningPolicy(automatedReasoning) }),
  };
}

function wordPolicy(words: readonly string[], profanity: BedrockGuardrailPolicy['profanity']) {
  return {
    ...(words.length > 0 && { wordsConfig: words.map((text) => ({ text })) }),
    ...(profanity === 'block' && { managedWordListsConfig: [{ type: 'PROFANITY' }] }),
  };
}

function topicPolicy({ topics }: GuardrailPolicy, { topicTier }: BedrockGuardrailPolicy) {
  const topicsConfig = topics.map(({ name, definition, examples }) => ({
    name,
    definition,
    type: 'DENY',
    ...(examples.length > 0 && { examples: [...examples] }),
  }));
  return { topicsConfig, topicsTierConfig: { tierName: topicTier } };
}

function sensitivePolicy(guardrail: GuardrailPolicy, users: readonly ApplicationPolicy[]) {
  const [piiEntitiesConfig, regexesConfig] = [entityConfigs(users), regexConfigs(guardrail)];
  return {
    ...(piiEntitiesConfig.length > 0 && { piiEntitiesConfig }),
    ...(regexesConfig.length > 0 && { regexesConfig }),
  };
}

const actions = { block: 'BLOCK', none: 'NONE' } as const;

function contentPolicy({ contentFilters, contentTier }: BedrockGuardrailPolicy) {
  const filtersConfig = Object.entries(contentFilters).map(([type, filter]) => ({
    type,
    inputStrength: filter.input,
    outputStrength: filter.output,
    inputAction: actions[filter.inputAction],
    outputAction: actions[filter.outputAction],
    inputModalities: [...filter.modalities],
    outputModalities: [...filter.modalities],
  }));
  return { filtersConfig, contentFiltersTierConfig: { tierName: contentTier } };
}

function answerFilters(thresholds: Readonly<Record<'GROUNDING' | 'RELEVANCE', AnswerThreshold | null>>) {
  return Object.entries(thresholds).flatMap(([type, filter]) =>
    filter === null ? [] : [{ type, threshold: filter.threshold, action: actions[filter.action] }],
  );
}

function reasoningPolicy({ policies, confidenceThreshold }: NonNullable<BedrockGuardrailPolicy['automatedReasoning']>) {
  return { policies: [...policies], ...(confidenceThreshold !== null && { confidenceThreshold }) };
}

function crossRegion({ crossRegion: profile }: BedrockGuardrailPolicy, hub: PolicyBundle['hub']) {
  if (profile === null) return {};
  return { crossRegionConfig: { guardrailProfileArn: guardrailProfileArn(profile.profile, hub.region, hub) } };
}

function unfit(message: string, remedy: string): GatehouseFault {
  return new GatehouseFault('configuration_invalid', message, remedy);
}
