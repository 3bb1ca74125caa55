import type { GuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import type { ModelRuntime } from '../gateway/ports.ts';
import { bedrockRuntimeFromEnvironment } from '../prompt-handler/bedrock-runtime.ts';
import { OpenAiCompatibleModels } from './openai-compatible.ts';
import type { LocalOptions } from './options.ts';
import type { GuardrailInput } from './stand-in/guardrail-config.ts';
import { startStandIn } from './stand-in/start.ts';

export interface OpenedModels {
  readonly runtime: ModelRuntime;
  /** For people. */
  readonly description: string;
  /** Whether calls cost nothing, so that example calls may be made unasked. */
  readonly free: boolean;
  close(): Promise<void>;
}

/** Where answers come from: the stand-in, Amazon Bedrock, or somebody's OpenAI-compatible server. */
export async function openModels(options: LocalOptions, bundle: PolicyBundle): Promise<OpenedModels> {
  if (options.models === 'stand-in') return openStandIn(bundle);
  if (options.models === 'bedrock') return openBedrock(options.bedrockEndpoint, bundle.hub.region);
  const runtime = new OpenAiCompatibleModels({ url: options.models });
  return {
    runtime,
    description: `the OpenAI-compatible server at ${options.models}`,
    free: true,
    close: async () => {},
  };
}

function openBedrock(endpoint: string | undefined, region: string): OpenedModels {
  const runtime = bedrockRuntimeFromEnvironment({ region, ...(endpoint === undefined ? {} : { endpoint }) });
  const where = endpoint ?? `in ${region}, with your AWS credentials: calls cost money`;
  return { runtime, description: `Amazon Bedrock ${where}`, free: false, close: async () => runtime.close() };
}

async function openStandIn(bundle: PolicyBundle): Promise<OpenedModels> {
  const standIn = await startStandIn();
  try {
    // The stand-in need not remember what people ask it: that would be content without evidence's protection.
    await standIn.configure({ guardrails: Object.values(bundle.guardrails).map(asCreateGuardrail), recordedCalls: 0 });
  } catch (error) {
    await standIn.close();
    throw error;
  }
  const runtime = bedrockRuntimeFromEnvironment({
    region: bundle.hub.region,
    endpoint: standIn.url,
    // Its own, so that a person's real credentials are neither needed nor sent to it.
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  });
  return {
    runtime,
    description: 'a stand-in on this machine that speaks the Bedrock protocol (no model, no account, no cost)',
    free: true,
    async close() {
      runtime.close();
      await standIn.close();
    },
  };
}

/** A guardrail of the rules in the form of CreateGuardrail, which is what the stand-in takes and what will be deployed. */
function asCreateGuardrail(guardrail: GuardrailPolicy): GuardrailInput {
  const actions = { allow: 'NONE', mask: 'ANONYMIZE', block: 'BLOCK' } as const;
  return {
    identifier: guardrail.identifier,
    version: guardrail.version,
    blockedInputMessaging: guardrail.blockedInputMessage,
    blockedOutputsMessaging: guardrail.blockedOutputMessage,
    wordPolicyConfig: { wordsConfig: guardrail.words.map((text) => ({ text })) },
    topicPolicyConfig: { topicsConfig: guardrail.topics.map((topic) => ({ ...topic, examples: [...topic.examples] })) },
    sensitiveInformationPolicyConfig: {
      regexesConfig: guardrail.regexes.map(({ name, pattern, action }) => ({ name, pattern, action: actions[action] })),
    },
  };
}
