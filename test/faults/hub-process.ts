import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 45_000;

/** `npm start` as a process of its own, so that a crash is a crash and a signal is a signal. */
export interface HubProcess {
  readonly pid: number;
  readonly port: number;
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Everything that it has said so far, on both outputs. */
  output(): string;
  running(): boolean;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

export interface EndedHub {
  readonly exitCode: number | string;
  readonly output: string;
}

export interface HubArguments {
  readonly state: string;
  readonly governance: string;
  /** Further arguments, such as `--quiet`. */
  readonly more?: readonly string[];
}

/** Resolves when it listens; rejects with what it said where it ended instead. */
export async function startHubProcess(options: HubArguments): Promise<HubProcess> {
  const { child, output, ended } = launch(options);
  const deadline = Date.now() + readyWithinMs;
  const failed = ended.then((code) => {
    throw new Error(`The hub ended with ${code} before it listened:\n${output()}`);
  });
  while (Date.now() < deadline) {
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1];
    if (port !== undefined) return running(child, Number(port), output, ended);
    await Promise.race([once(child.stdout ?? child, 'data'), failed]);
  }
  child.kill('SIGKILL');
  throw new Error('The hub did not listen in time.');
}

/** For starts that must fail: what it said and how it ended. */
export async function runHubToItsEnd(options: HubArguments): Promise<EndedHub> {
  const { output, ended } = launch(options);
  return { exitCode: await ended, output: output() };
}

/** Resident memory of the process in bytes; undefined where the platform does not tell. */
export function residentBytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function launch({ state, governance, more = [] }: HubArguments) {
  const args = ['--no-demo', '--state', state, '--port', '0', '--governance', governance, ...more];
  const main = join(root, 'hub', 'local', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', AWS_ACCESS_KEY_ID: 'stand-in', AWS_SECRET_ACCESS_KEY: 'stand-in' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  return { child, output: () => said, ended };
}

function running(child: ChildProcess, port: number, output: () => string, ended: Promise<number | string>): HubProcess {
  return {
    pid: child.pid ?? 0,
    port,
    origin: `http://127.0.0.1:${port}`,
    output,
    running: () => child.exitCode === null && child.signalCode === null,
    ended,
    signal: (name) => void child.kill(name),
  };
}
