/**
 * A stand-in for Amazon Bedrock Runtime, for local use and for tests: it speaks the wire protocol, checks requests as the service does, and answers about
 * what it was given. It is no model. It listens on the loopback interface only and checks no signature.
 */
import { serve } from './server.ts';
import type { StandIn } from './stand-in.ts';
import { StandInState } from './state.ts';
import { startInThread } from './thread.ts';

export interface StandInOptions {
  /** TCP port on 127.0.0.1. @default 0, any that is free */
  readonly port?: number;
  /** Whether it runs in a worker thread, so that it does not compete with the hub for an event loop. @default true */
  readonly thread?: boolean;
}

/** @throws GatehouseFault `port_in_use`. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { port = 0, thread = true } = options;
  return thread ? startInThread(port) : startHere(port);
}

async function startHere(port: number): Promise<StandIn> {
  const state = new StandInState();
  const server = await serve(state, port);
  return {
    url: server.url,
    configure: async (change) => state.configure(change),
    calls: async () => state.calls(),
    close: () => server.close(),
  };
}
