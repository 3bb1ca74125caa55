/**
 * A stand-in for Amazon Bedrock Runtime, for local use and for tests: it speaks the wire protocol, checks requests as the service does, and answers about
 * what it was given. It is no model. It listens on the loopback interface only and checks no signature.
 */
import { serve } from './server.ts';
import type { SettingsChange } from './settings.ts';
import { type RecordedCall, StandInState } from './state.ts';
import { startInThread } from './thread.ts';

export interface StandInOptions {
  /** TCP port on 127.0.0.1. @default 0, any that is free */
  readonly port?: number;
  /** Whether it runs in a worker thread, so that it does not compete with the hub for an event loop. @default true */
  readonly thread?: boolean;
}

export interface StandIn {
  /** Such as `http://127.0.0.1:40123`: the endpoint of a Bedrock Runtime client. */
  readonly url: string;
  /** Changes the settings that are named; the others stay. Rejects, changing nothing, when one is not valid. */
  configure(change: SettingsChange): Promise<void>;
  /** The newest requests, oldest first. */
  calls(): Promise<readonly RecordedCall[]>;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
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
