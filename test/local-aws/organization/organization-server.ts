import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import type { OrganizationControl } from './control/control.ts';
import { directControl } from './control/direct-control.ts';
import { remoteControl } from './control/remote-control.ts';
import { listenerOf } from './listener.ts';
import { type Seed, worldOfSeed } from './seed.ts';
import { createStandIn } from './stand-in.ts';

export interface OrganizationServer extends LoopbackServer {
  readonly control: OrganizationControl;
}

export interface OrganizationServerOptions {
  /** Nothing said: an organization without units, accounts and policies. */
  readonly seed?: Seed;
}

export interface OrganizationProcessOptions extends OrganizationServerOptions {
  /** Where it keeps its state. What is there already comes before the seed. */
  readonly stateFile?: string;
}

/**
 * Stand-in for Organizations, CloudFormation StackSets, IAM, STS and Bedrock's guardrails, in a process of its own: it outlives clients that are killed. For real AWS clients, with its
 * endpoint and any credentials.
 */
export async function startOrganizationServer({
  seed,
  stateFile,
}: OrganizationProcessOptions = {}): Promise<OrganizationServer> {
  const isSeeded = seed !== undefined && (stateFile === undefined || !existsSync(stateFile));
  const child = startMain(stateFile === undefined ? [] : ['--state', stateFile]);
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the stand-in ended before it was ready');
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  const { url: endpoint } = JSON.parse(line) as { url: string };
  const control = remoteControl(endpoint);
  if (isSeeded) await control.seed(seed);
  return {
    endpoint,
    control,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

function startMain(options: readonly string[]) {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const flags = ['--disable-warning=ExperimentalWarning', main, '--with-parent', ...options];
  return spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** The same in this process, for tests that kill nobody. @param clock milliseconds */
export async function startOrganizationHere(
  { seed }: OrganizationServerOptions = {},
  clock: () => number = Date.now,
): Promise<OrganizationServer> {
  const standIn = createStandIn(worldOfSeed(seed ?? { empty: {} }), () => undefined, clock);
  const control = directControl(standIn);
  const server = await startLoopbackServer(listenerOf(standIn, control));
  return { ...server, control };
}
