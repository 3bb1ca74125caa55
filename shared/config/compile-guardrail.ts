import type { BedrockGuardrailPolicy, ContentFilter } from './bundle.ts';
import type { GuardrailConfig } from './schema.ts';

type BedrockConfig = NonNullable<GuardrailConfig['bedrock']>;
type FilterConfig = NonNullable<BedrockConfig['contentFilters'][keyof BedrockConfig['contentFilters']]>;

/** What a guardrail that the hub deploys judges by the service alone; nothing where the file says nothing. */
export function bedrockGuardrailPolicy(bedrock: BedrockConfig | undefined): BedrockGuardrailPolicy {
  const reasoning = bedrock?.automatedReasoning;
  return {
    description: bedrock?.description ?? null,
    contentFilters: contentFilters(bedrock?.contentFilters ?? {}),
    contentTier: bedrock?.contentTier ?? 'CLASSIC',
    topicTier: bedrock?.topicTier ?? 'CLASSIC',
    profanity: bedrock?.profanity ?? 'off',
    grounding: bedrock?.grounding.grounding ?? null,
    relevance: bedrock?.grounding.relevance ?? null,
    automatedReasoning:
      reasoning === undefined
        ? null
        : { policies: reasoning.policies, confidenceThreshold: reasoning.confidenceThreshold ?? null },
    crossRegion: bedrock?.crossRegion ?? null,
    appliedBy: bedrock?.appliedBy ?? [],
  };
}

function contentFilters(filters: BedrockConfig['contentFilters']): Record<string, ContentFilter> {
  return Object.fromEntries(
    Object.entries(filters).map(([category, filter]: [string, FilterConfig]) => [
      category,
      // Prompt attacks are in prompts: the service refuses any other strength for answers.
      { ...filter, output: filter.output ?? (category === 'PROMPT_ATTACK' ? 'NONE' : 'HIGH') },
    ]),
  );
}
