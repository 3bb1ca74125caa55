import type { InferenceNamespace } from './namespace.ts';
import { awsExternalAnthropic } from './namespaces/aws-external-anthropic.ts';
import { bedrock } from './namespaces/bedrock.ts';
import { bedrockAgentcore } from './namespaces/bedrock-agentcore.ts';
import { bedrockMantle } from './namespaces/bedrock-mantle.ts';
import { bedrockWebsearch } from './namespaces/bedrock-websearch.ts';
import { codewhisperer } from './namespaces/codewhisperer.ts';
import { novaAct } from './namespaces/nova-act.ts';
import { q } from './namespaces/q.ts';
import { qapps } from './namespaces/qapps.ts';
import { qbusiness } from './namespaces/qbusiness.ts';
import { qdeveloper } from './namespaces/qdeveloper.ts';
import { transformCustom } from './namespaces/transform-custom.ts';

/** Services of which every action is classified. */
export const inferenceNamespaces: readonly InferenceNamespace[] = [
  awsExternalAnthropic,
  bedrock,
  bedrockAgentcore,
  bedrockMantle,
  bedrockWebsearch,
  codewhisperer,
  novaAct,
  q,
  qapps,
  qbusiness,
  qdeveloper,
  transformCustom,
];
