import { NodeHttpHandler } from '@smithy/node-http-handler';
import { defaultProvider } from '../../shared/runtime/environment-credentials.ts';

export interface ClientSettings {
  readonly region: string;
  readonly credentials: ReturnType<typeof defaultProvider>;
  readonly requestHandler: NodeHttpHandler;
}

/**
 * What a function's clients of AWS services have in common: the credentials of its role, one pool of connections, and the patience of a caller who waits. Stores answer in
 * milliseconds; what has not answered after seconds is tried again by the SDK, on another connection.
 */
export function clientSettings(region: string): ClientSettings {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: 512 },
    httpsAgent: { keepAlive: true, maxSockets: 512 },
  });
  return { region, credentials: defaultProvider(), requestHandler };
}
