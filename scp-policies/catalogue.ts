import { aiServicesOptOut } from './other/ai-services-opt-out.ts';
import { bedrockGuardrail } from './other/bedrock-guardrail.ts';
import { gatehouseTags } from './other/gatehouse-tags.ts';
import type { OrganizationPolicy } from './policy.ts';
import { organizationPerimeter } from './rcp/organization-perimeter.ts';
import { allowedRegions } from './scp/allowed-regions.ts';
import { bedrockSafeguards } from './scp/bedrock-safeguards.ts';
import { functionsInOrder } from './scp/functions-in-order.ts';
import { hubInferenceOnRecord } from './scp/hub-inference-on-record.ts';
import { limitedRoot } from './scp/limited-root.ts';
import { noAiAssistants } from './scp/no-ai-assistants.ts';
import { noBedrockKeys } from './scp/no-bedrock-keys.ts';
import { noHostedModels } from './scp/no-hosted-models.ts';
import { noInternetInHub } from './scp/no-internet-in-hub.ts';
import { noLeaving } from './scp/no-leaving.ts';
import { noLongLivedKeys } from './scp/no-long-lived-keys.ts';
import { noModelCustomization } from './scp/no-model-customization.ts';
import { noModelInference } from './scp/no-model-inference.ts';
import { noModelSubscriptions } from './scp/no-model-subscriptions.ts';
import { protectEdge } from './scp/protect-edge.ts';
import { protectEvidence } from './scp/protect-evidence.ts';
import { protectRoles } from './scp/protect-roles.ts';
import { protectStacks } from './scp/protect-stacks.ts';
import { protectTags } from './scp/protect-tags.ts';
import { protectTrails } from './scp/protect-trails.ts';

/** Every policy of the organization. The order says nothing: the composer packs by id. */
export const organizationPolicies: readonly OrganizationPolicy[] = [
  noModelInference,
  noAiAssistants,
  noHostedModels,
  noBedrockKeys,
  noLongLivedKeys,
  noModelCustomization,
  noModelSubscriptions,
  bedrockSafeguards,
  hubInferenceOnRecord,
  functionsInOrder,
  protectEdge,
  protectRoles,
  protectStacks,
  protectTags,
  protectEvidence,
  protectTrails,
  allowedRegions,
  noInternetInHub,
  noLeaving,
  limitedRoot,
  organizationPerimeter,
  aiServicesOptOut,
  bedrockGuardrail,
  gatehouseTags,
];
