import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ApplyGuardrailPolicy } from '../../shared/config/hub-policy.ts';
import type { DeployedPolicy } from '../gateway/deployed-policy.ts';
import type { CallOrder } from '../gateway/handlers.ts';
import type { ModelCall } from '../gateway/ports.ts';
import { bedrockGuardrailsFromEnvironment } from '../guardrails/bedrock-guardrails.ts';
import { RememberingGuardrails } from '../guardrails/remembering-guardrails.ts';
import { BedrockRuntime } from './bedrock-runtime.ts';
import type { InvocationCredentials } from './invocation-credentials.ts';
import { type InvocationSession, invocationSession } from './invocation-session.ts';
import type { PromptPorts } from './prompt-handler.ts';
import { SigningHash } from './signing-hash.ts';

/** Clients of one session take 40 KB. */
const mostSessions = 500;

const agent = { keepAlive: true, noDelay: true, maxSockets: 1024 };

/**
 * Amazon Bedrock as the calling application may use it: models and guardrails are asked by a session of its invocation role, so that IAM refuses what the code should have refused, and models
 * through the application's own inference profile where it has one, so that the cost is attributed to it.
 */
export class ApplicationRuntime {
  readonly #region: string;
  readonly #credentials: InvocationCredentials;
  /** One pool of connections for the models of all. */
  readonly #requestHandler = new NodeHttpHandler({
    connectionTimeout: 2_000,
    // The idle limit of API Gateway in front of the hub: nobody waits longer.
    socketTimeout: 300_000,
    httpAgent: agent,
    httpsAgent: agent,
  });
  /** By session; not used for longest first. */
  readonly #sessions = new Map<string, PromptPorts>();

  constructor({ region, credentials }: { readonly region: string; readonly credentials: InvocationCredentials }) {
    this.#region = region;
    this.#credentials = credentials;
  }

  /** Bedrock for one call. Models fault with `model_unavailable` and guardrails with `guardrail_unavailable` where the role cannot be assumed. */
  portsFor({ call }: CallOrder, policy: DeployedPolicy): PromptPorts {
    const { hub } = policy.compiled.bundle;
    const application = call.application.policy.name;
    const caller = { application, purpose: call.purpose, user: call.declared.user };
    const { models, guardrails } = this.#sessionOf(invocationSession(caller, hub), hub.applyGuardrail);
    return {
      guardrails,
      models: { invoke: (model) => models.invoke({ ...model, modelId: deployedModelId(model, call, policy) }) },
    };
  }

  #sessionOf(session: InvocationSession, quota: ApplyGuardrailPolicy): PromptPorts {
    const key = JSON.stringify(session);
    const ports = this.#sessions.get(key) ?? this.#open(session, quota);
    this.#sessions.delete(key);
    this.#sessions.set(key, ports);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= mostSessions) break;
      // Not closed: a call of it may be under way, and its connections are everybody's.
      this.#sessions.delete(oldest);
    }
    return ports;
  }

  #open(session: InvocationSession, quota: ApplyGuardrailPolicy): PromptPorts {
    const region = this.#region;
    const credentials = () => this.#credentials.get(session);
    const { timeoutSeconds } = quota;
    const guardrails = bedrockGuardrailsFromEnvironment({ region, credentials, quota, timeoutSeconds });
    const client = new BedrockRuntimeClient({
      region,
      credentials,
      requestHandler: this.#requestHandler,
      sha256: SigningHash,
    });
    return { models: new BedrockRuntime({ client }), guardrails: new RememberingGuardrails(guardrails) };
  }
}

/**
 * Tokens are counted by the model itself: CountTokens knows no inference profiles. Whatever else is asked goes through the application's profile of the model, under whichever of its names the
 * caller asked.
 */
function deployedModelId(
  { operation, modelId }: ModelCall,
  { model, application }: CallOrder['call'],
  policy: DeployedPolicy,
): string {
  if (operation === 'CountTokens') return model.policy.id;
  return policy.inferenceProfiles.get(application.policy.name)?.get(model.key) ?? modelId;
}
