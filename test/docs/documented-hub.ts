import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { plainEnvironment } from '../hub/local/started-hub.ts';
import { root } from './documents.ts';

export interface Ran {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** The hub that the documents speak of, started by the documents' own command. */
export interface DocumentedHub {
  /** What it has said so far. */
  said(): string;
  /** A directory for whatever a snippet needs; gone when the hub is closed. */
  readonly scratch: string;
  /** The snippet with this hub's address and state in place of the documented ones. */
  here(snippet: string): string;
  /** Runs a line as a reader would paste it, in the root of the project unless told otherwise. */
  paste(command: string, options?: { readonly cwd?: string }): Promise<Ran>;
  /** What Ctrl-C does: an interrupt to everything that the terminal runs. Resolves when all has ended. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

/** Runs `command` (`npm start`) with a port and a state directory of its own; resolves when it has said all that it says at the start. */
export async function startDocumentedHub(command: string): Promise<DocumentedHub> {
  const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-docs-'));
  const state = join(scratch, 'state');
  // `node` in a snippet is the pinned one, as under `npm run`.
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`;
  const env = plainEnvironment({ PATH: path, GATEHOUSE_STATE: state, GATEHOUSE_PORT: '0', AWS_PAGER: '' });
  // A process group of its own, as a terminal would give it.
  const child = spawn(command, { cwd: root, env, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child.stdout, child.stderr);
  const ended = once(child, 'close');
  const interrupt = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), signal);
    await ended;
  };
  while (!/Each call is one line below/.test(output())) {
    if ((await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended')])) === 'ended') {
      throw new Error(`\`${command}\` ended before it listened:\n${output()}`);
    }
  }
  const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output())?.[1] ?? '';
  return {
    said: output,
    scratch,
    here: (snippet) => snippet.replaceAll('8787', port).replaceAll('.gatehouse/', `${state}/`),
    paste: (line, options = {}) => paste(line, { cwd: options.cwd ?? root, env }),
    interrupt: () => interrupt(),
    async close() {
      await interrupt('SIGKILL');
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

function collect(...streams: readonly NodeJS.ReadableStream[]): () => string {
  let text = '';
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (piece: string) => {
      text += piece;
    });
  }
  return () => text;
}

async function paste(command: string, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ran> {
  const child = spawn(command, { ...options, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code: code ?? signal ?? 'unknown', stdout: stdout(), stderr: stderr() };
}
