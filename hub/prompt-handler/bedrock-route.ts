/** Takes from a Bedrock Runtime client what is needed to call the service without its command classes. */
import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { StandardRetryStrategy } from '@smithy/core/retry';

type ClientConfig = BedrockRuntimeClient['config'];
type Signer = Awaited<ReturnType<ClientConfig['signer']>>;
/** The SDK's built-in strategies, standard and adaptive; the client also accepts the older interface, which has no tokens. */
type RetryStrategy = Extract<Awaited<ReturnType<ClientConfig['retryStrategy']>>, { acquireInitialRetryToken: unknown }>;

/** Where calls go and how they are signed: resolved once, at the first call. Credentials are not in it; the signer asks for them each time. */
export interface BedrockRoute {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number | undefined;
  readonly host: string;
  readonly basePath: string;
  readonly signer: Signer;
  readonly signing: { readonly signingRegion?: string; readonly signingService?: string };
  readonly retries: RetryStrategy;
}

export async function resolveRoute(config: ClientConfig): Promise<BedrockRoute> {
  // Every operation has the same endpoint; Converse's instructions stand for all.
  const endpoint = await getEndpointFromInstructions({}, ConverseCommand, { ...config });
  const [scheme] = (endpoint.properties?.authSchemes ?? []) as { signingRegion?: string; signingName?: string }[];
  const { url } = endpoint;
  return {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port === '' ? undefined : Number(url.port),
    host: url.host,
    basePath: url.pathname.replace(/\/+$/, ''),
    signer: await config.signer(),
    signing: {
      ...(scheme?.signingRegion !== undefined && { signingRegion: scheme.signingRegion }),
      signingService: scheme?.signingName ?? 'bedrock',
    },
    retries: await retryStrategy(config),
  };
}

async function retryStrategy(config: ClientConfig): Promise<RetryStrategy> {
  const strategy = await config.retryStrategy();
  return 'acquireInitialRetryToken' in strategy ? strategy : new StandardRetryStrategy(() => config.maxAttempts());
}
