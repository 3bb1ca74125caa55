import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ServerProcess {
  readonly port: number;
  /** Processor time since the process began, user and system, all threads, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Only the benchmark's own servers listen. */
  send(message: object): void;
  stop(): Promise<void>;
}

const readyWithinMs = 30_000;
const stopWithinMs = 10_000;

/** Starts a server of this project as a process of its own and waits until it says `listening on http://127.0.0.1:PORT`. */
export async function startServer(
  file: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const probe = join(import.meta.dirname, 'cpu-probe.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', probe, file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
  try {
    return controlOf(child, await portOf(child, file));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function controlOf(child: ChildProcess, port: number): ServerProcess {
  return {
    port,
    cpuMs: async () => {
      const answer = new Promise<NodeJS.CpuUsage>((resolve) => {
        child.on('message', function listen(message: NodeJS.CpuUsage & { kind?: string }) {
          if (message.kind !== 'cpu') return;
          child.off('message', listen);
          resolve(message);
        });
      });
      child.send('cpu');
      const { user, system } = await answer;
      return (user + system) / 1000;
    },
    send: (message) => void child.send(message),
    stop: () => stop(child),
  };
}

async function portOf(child: ChildProcess, file: string): Promise<number> {
  if (!child.stdout) throw new Error(`${file} has no standard output.`);
  const lines = createInterface({ input: child.stdout });
  const signal = AbortSignal.timeout(readyWithinMs);
  const ready = new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} ended with status ${code} before it listened.`)));
    signal.addEventListener('abort', () =>
      reject(new Error(`${file} did not listen within ${readyWithinMs / 1000} s.`)),
    );
  });
  return ready;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(timer);
}
