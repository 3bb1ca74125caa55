/**
 * ApplyGuardrail of Amazon Bedrock Runtime, within its quotas. Unlike a call to a model, the SDK's own command carries this one: what comes back is data of ours, not
 * bytes for a caller, and the half millisecond that the command costs stands beside a judgement of a hundred.
 */
import {
  ApplyGuardrailCommand,
  type ApplyGuardrailCommandOutput,
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
} from '@aws-sdk/client-bedrock-runtime';
import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { GatehouseFault } from '../../shared/errors.ts';
import type { GuardrailJudgement, GuardrailRequest, Guardrails } from '../gateway/ports.ts';
import { readJudgement } from './bedrock-judgement.ts';
import { type RetryBudget, realWaiting, retryWithin, type Waiting } from './retry-within.ts';
import { type GuardrailQuota, ServiceQuota, smallestQuota } from './service-quota.ts';
import { unitsOf } from './text-windows.ts';

type SdkError = Parameters<typeof isTransientError>[0];

export interface BedrockGuardrailsOptions {
  /** Must not retry by itself (`maxAttempts: 1`): retries are counted here, where the quotas are. */
  readonly client: BedrockRuntimeClient;
  /** null: no quota (a stand-in). @default the smallest of any Region */
  readonly quota?: GuardrailQuota | null;
  /** @default 10 s in all, pauses of up to 0.1 s that double up to 2 s */
  readonly budget?: RetryBudget;
  readonly waiting?: Waiting;
}

const pauses = { firstPauseMs: 100, longestPauseMs: 2_000 } as const;
const patience: RetryBudget = { totalMs: 10_000, ...pauses };

export class BedrockGuardrails implements Guardrails {
  readonly engine = 'bedrock';
  readonly #client: BedrockRuntimeClient;
  readonly #quota: ServiceQuota | null;
  readonly #budget: RetryBudget;
  readonly #waiting: Waiting;

  constructor({ client, quota = smallestQuota, budget = patience, waiting = realWaiting }: BedrockGuardrailsOptions) {
    this.#client = client;
    this.#quota = quota === null ? null : new ServiceQuota(quota);
    this.#budget = budget;
    this.#waiting = waiting;
  }

  async apply(request: GuardrailRequest): Promise<GuardrailJudgement> {
    const units = request.texts.reduce((sum, { text }) => sum + unitsOf(text), 0);
    try {
      const attempt = (leftMs: number) => this.#attempt(request, units, leftMs);
      const answer = await retryWithin(this.#budget, this.#waiting, attempt, isPassing);
      requireCoverage(request, answer);
      return readJudgement(answer);
    } catch (cause) {
      throw cause instanceof GatehouseFault
        ? cause
        : unavailable('Amazon Bedrock’s guardrail could not be asked.', cause);
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.#client.destroy();
  }

  async #attempt(request: GuardrailRequest, units: number, leftMs: number): Promise<ApplyGuardrailCommandOutput> {
    const wait = this.#quota === null ? 0 : this.#quota.book(units, this.#waiting.now(), leftMs);
    if (wait === undefined) throw unavailable('The quotas of Amazon Bedrock’s guardrails are used up for now.');
    if (wait > 0) await this.#waiting.sleep(wait);
    return this.#client.send(
      new ApplyGuardrailCommand({
        guardrailIdentifier: request.identifier,
        guardrailVersion: request.version,
        source: request.source,
        content: request.texts.map(({ text, qualifiers }) => ({
          text: { text, ...(qualifiers !== undefined && { qualifiers: [...qualifiers] }) },
        })),
      }),
      { abortSignal: AbortSignal.timeout(Math.max(1, leftMs - wait)) },
    );
  }
}

/**
 * Guardrails over the default credential chain. `endpoint` overrides the SDK's endpoint rules (a VPC endpoint, a stand-in).
 */
export function bedrockGuardrailsFromEnvironment(options: {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: NonNullable<BedrockRuntimeClientConfig['credentials']>;
  readonly quota?: GuardrailQuota | null;
  /** What one request may take in all. @default 10 */
  readonly timeoutSeconds?: number;
}): BedrockGuardrails {
  const { quota = smallestQuota, timeoutSeconds, ...config } = options;
  const agent = { keepAlive: true, noDelay: true, maxSockets: 256 };
  const requestHandler = new NodeHttpHandler({ connectionTimeout: 2_000, httpAgent: agent, httpsAgent: agent });
  return new BedrockGuardrails({
    client: new BedrockRuntimeClient({ ...config, requestHandler, maxAttempts: 1 }),
    quota,
    ...(timeoutSeconds !== undefined && { budget: { totalMs: timeoutSeconds * 1000, ...pauses } }),
  });
}

/** Throttles, errors of the service and of the network pass; a guardrail that does not exist, or may not be used, does not. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof GatehouseFault) return false;
  const failure = error as SdkError;
  return isThrottlingError(failure) || isServerError(failure) || isTransientError(failure);
}

/** The service says how much of the text it has read. Less than all of it is no judgement of the text, unless qualifiers said what to leave out. */
function requireCoverage(request: GuardrailRequest, { guardrailCoverage }: ApplyGuardrailCommandOutput): void {
  const characters = guardrailCoverage?.textCharacters;
  const { guarded, total } = characters ?? {};
  const qualified = request.texts.some(({ qualifiers }) => qualifiers !== undefined);
  if (qualified || guarded === undefined || total === undefined || guarded >= total) return;
  throw unavailable('Amazon Bedrock’s guardrail has read only a part of the text.');
}

function unavailable(message: string, cause?: unknown): GatehouseFault {
  const remedy =
    'Check that the guardrail and its version exist, bedrock:ApplyGuardrail, the network path (VPC endpoint) and the service quotas, then ask again.';
  return new GatehouseFault('guardrail_unavailable', message, remedy, { cause });
}
