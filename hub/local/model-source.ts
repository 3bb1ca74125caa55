import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { Guardrails, ModelRuntime } from '../gateway/ports.ts';
import { bedrockGuardrailsFromEnvironment } from '../guardrails/bedrock-guardrails.ts';
import { localGuardrails } from '../guardrails/local-guardrails.ts';
import { RememberingGuardrails } from '../guardrails/remembering-guardrails.ts';
import { bedrockRuntimeFromEnvironment } from '../prompt-handler/bedrock-runtime.ts';
import { deployedGuardrails } from './deployed-guardrails.ts';
import { OpenAiCompatibleModels } from './openai-compatible.ts';
import type { LocalOptions } from './options.ts';
import { startStandIn } from './stand-in/start.ts';

export interface OpenedModels {
  readonly runtime: ModelRuntime;
  /** What judges the parts that a guardrail beside the model does not read. */
  readonly guardrails: Guardrails;
  /** For people. */
  readonly description: string;
  /** Whether calls cost nothing, so that example calls may be made unasked. */
  readonly free: boolean;
  close(): Promise<void>;
}

/** Where answers come from: the stand-in, Amazon Bedrock, or somebody's OpenAI-compatible server. */
export async function openModels(options: LocalOptions, bundle: PolicyBundle): Promise<OpenedModels> {
  if (options.models === 'stand-in') return openStandIn(bundle);
  if (options.models === 'bedrock') return openBedrock(options.bedrockEndpoint, bundle.hub);
  const runtime = new OpenAiCompatibleModels({ url: options.models });
  return {
    runtime,
    guardrails: localGuardrails,
    description: `the OpenAI-compatible server at ${options.models}`,
    free: true,
    close: async () => {},
  };
}

function openBedrock(endpoint: string | undefined, { region, applyGuardrail }: HubPolicy): OpenedModels {
  const place = { region, ...(endpoint === undefined ? {} : { endpoint }) };
  const runtime = bedrockRuntimeFromEnvironment(place);
  const guardrails = bedrockGuardrailsFromEnvironment({
    ...place,
    quota: applyGuardrail,
    timeoutSeconds: applyGuardrail.timeoutSeconds,
  });
  const where = endpoint ?? `in ${region}, with your AWS credentials: calls cost money`;
  const close = async () => {
    runtime.close();
    guardrails.close();
  };
  const remembering = new RememberingGuardrails(guardrails);
  return { runtime, guardrails: remembering, description: `Amazon Bedrock ${where}`, free: false, close };
}

async function openStandIn(bundle: PolicyBundle): Promise<OpenedModels> {
  const standIn = await startStandIn();
  try {
    // The stand-in need not remember what people ask it: that would be content without evidence's protection.
    await standIn.configure({ guardrails: deployedGuardrails(bundle), recordedCalls: 0 });
  } catch (error) {
    await standIn.close();
    throw error;
  }
  const place = {
    region: bundle.hub.region,
    endpoint: standIn.url,
    // Its own, so that a person's real credentials are neither needed nor sent to it.
    credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  };
  const runtime = bedrockRuntimeFromEnvironment(place);
  const guardrails = bedrockGuardrailsFromEnvironment({ ...place, quota: null });
  return {
    runtime,
    guardrails: new RememberingGuardrails(guardrails),
    description: 'a stand-in on this machine that speaks the Bedrock protocol (no model, no account, no cost)',
    free: true,
    async close() {
      runtime.close();
      guardrails.close();
      await standIn.close();
    },
  };
}
