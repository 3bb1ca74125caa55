import { join } from 'node:path';
import { startGatehouse } from './gatehouse-server.ts';
import { exampleCredentials, scope } from './resign.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import type { Credentials, SigningScope } from './sign.ts';

export type TargetName = 'stand-in' | 'bare proxy' | 'signing proxy' | 'gatehouse';

/** What is measured: a running server, and what the load generator needs to call it. */
export interface Target {
  readonly server: ServerProcess;
  readonly credentials: Credentials;
  readonly scope: SigningScope;
}

export const targetNames: readonly TargetName[] = ['stand-in', 'bare proxy', 'signing proxy', 'gatehouse'];

export function startUpstream(): Promise<ServerProcess> {
  return startServer(join(import.meta.dirname, 'upstream.ts'));
}

export async function startTarget(name: TargetName, upstream: ServerProcess): Promise<Target> {
  if (name === 'gatehouse') return startGatehouse(upstream.port);
  if (name === 'stand-in') {
    // Measured as it stands; it must outlive its own turn.
    return { server: { ...upstream, stop: async () => {} }, credentials: exampleCredentials, scope };
  }
  const variant = name === 'signing proxy' ? ['sigv4'] : [];
  const server = await startServer(join(import.meta.dirname, 'proxy.ts'), [String(upstream.port), ...variant]);
  return { server, credentials: exampleCredentials, scope };
}
