/**
 * Amazon Bedrock Runtime, carrying exactly the bytes that were screened.
 *
 * The SDK's command classes parse a request into their own types and serialize it again: a field that this SDK version does not know would be dropped, a
 * number rewritten, and what reaches the model would not be what was screened. So the client is used without its commands: its credential chain
 * (memoized), its endpoint rules, its SigV4 signer, its request handler and its retry strategy, around our own bytes.
 */
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/core/protocols';
import { isTransientError } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { operations, type PathAction } from '../../shared/contract/operations.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../gateway/ports.ts';
import { type BedrockRoute, resolveRoute } from './bedrock-route.ts';
import { SigningHash } from './signing-hash.ts';

type SdkError = Parameters<typeof isTransientError>[0];
type HttpAnswer = Awaited<ReturnType<BedrockRuntimeClient['config']['requestHandler']['handle']>>['response'];

const actions = Object.fromEntries(
  Object.entries(operations).map(([action, operation]) => [operation, action]),
) as Record<ModelCall['operation'], PathAction>;

export class BedrockRuntime implements ModelRuntime {
  readonly #client: BedrockRuntimeClient;
  #route: Promise<BedrockRoute> | undefined;

  constructor(options: { readonly client: BedrockRuntimeClient }) {
    this.#client = options.client;
  }

  async invoke(call: ModelCall): Promise<ModelAnswer> {
    const route = await this.#resolveRoute();
    const response = await this.#sendWithRetries(route, call);
    const headers = response.headers as Record<string, string>;
    return {
      status: response.statusCode,
      headers,
      requestId: headers['x-amzn-requestid'] ?? '',
      body: wholeBody(response.body as AsyncIterable<Uint8Array>),
    };
  }

  /** Closes idle connections. */
  close(): void {
    this.#client.destroy();
  }

  async #resolveRoute(): Promise<BedrockRoute> {
    this.#route ??= resolveRoute(this.#client.config);
    try {
      return await this.#route;
    } catch (cause) {
      // A failure is not kept: the next call tries anew.
      this.#route = undefined;
      throw unavailable('The endpoint or the credentials of Amazon Bedrock could not be resolved.', cause);
    }
  }

  /**
   * The SDK's own policy (attempts, backoff, retry capacity) for connections that fail before any byte of an answer. An HTTP error is an answer and is
   * passed on: every caller's SDK retries throttles and 5xx itself, and retrying here as well would multiply the attempts of both while a reservation is held.
   */
  async #sendWithRetries(route: BedrockRoute, call: ModelCall): Promise<HttpAnswer> {
    let token = await route.retries.acquireInitialRetryToken(call.operation);
    for (;;) {
      try {
        const answer = await this.#sendOnce(route, call);
        route.retries.recordSuccess(token);
        return answer;
      } catch (error) {
        if (call.signal?.aborted === true || !isConnectionFailure(error)) {
          throw unavailable('Amazon Bedrock could not be called.', error);
        }
        try {
          token = await route.retries.refreshRetryTokenForRetry(token, { errorType: 'TRANSIENT', error });
        } catch {
          throw unavailable('Amazon Bedrock could not be reached.', error);
        }
      }
    }
  }

  /** Signed at each attempt, because a signature ages while retries wait. */
  async #sendOnce(route: BedrockRoute, call: ModelCall): Promise<HttpAnswer> {
    const request = new HttpRequest({
      method: 'POST',
      protocol: route.protocol,
      hostname: route.hostname,
      ...(route.port !== undefined && { port: route.port }),
      path: `${route.basePath}/model/${encodeSegment(call.modelId)}/${actions[call.operation]}`,
      headers: {
        ...call.headers,
        host: route.host,
        'content-type': call.contentType,
        accept: call.accept,
        'content-length': String(call.body.byteLength),
      },
      body: call.body,
    });
    const signed = await route.signer.sign(request, route.signing);
    const options = call.signal === undefined ? {} : { abortSignal: call.signal };
    const { response } = await this.#client.config.requestHandler.handle(signed as HttpRequest, options);
    return response;
  }
}

/**
 * A runtime over the default credential chain. `endpoint` overrides the SDK's endpoint rules (a VPC endpoint, a stand-in).
 * Connections are kept alive: 2 s to connect, 5 minutes of silence (the idle limit of API Gateway in front of the hub) end a call.
 */
export function bedrockRuntimeFromEnvironment(options: {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: NonNullable<BedrockRuntimeClientConfig['credentials']>;
}): BedrockRuntime {
  const agent = { keepAlive: true, noDelay: true, maxSockets: 1024 };
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 2_000,
    socketTimeout: 300_000,
    httpAgent: agent,
    httpsAgent: agent,
  });
  return new BedrockRuntime({ client: new BedrockRuntimeClient({ ...options, requestHandler, sha256: SigningHash }) });
}

/** Of what `handle` and `sign` throw: failures of the network are the SDK's to retry; missing credentials or a bad option are not. */
function isConnectionFailure(error: unknown): error is SdkError {
  return error instanceof Error && isTransientError(error as SdkError);
}

/** RFC 3986: also what encodeURIComponent leaves alone though it is reserved, or the server would compute another signature. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function* wholeBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    const remedy = 'Ask again; what was received so far is not a whole answer.';
    throw new GatehouseFault(
      'model_stream_broken',
      'The connection to Amazon Bedrock broke during an answer.',
      remedy,
      {
        cause,
      },
    );
  }
}

function unavailable(message: string, cause: unknown): GatehouseFault {
  const remedy =
    'Check the network path (VPC endpoint), the credentials of the prompt handler and the Region, then ask again.';
  return new GatehouseFault('model_unavailable', message, remedy, { cause });
}
