import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { ServedFunction } from '../local-aws/lambda-server.ts';
import type { TemplateFunction } from './template-functions.ts';

export interface FunctionProcess {
  /** What the function writes; throws where it failed. */
  readonly invoke: ServedFunction;
  /** Everything that it has said so far. */
  output(): string;
  /** At once, whatever it is doing. */
  kill(): Promise<void>;
}

const host = fileURLToPath(new URL('./function-host.ts', import.meta.url));
const startsWithinMs = 30_000;

/**
 * Starts a function in a process of its own, with this environment and nothing else of this machine's. Rejects with what it said where it stopped at its start.
 */
export async function startFunction(
  { directory, handler }: Pick<TemplateFunction, 'directory' | 'handler'>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<FunctionProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', host, directory, handler], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment },
  });
  let said = '';
  const { promise: ready, resolve, reject } = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /ready on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  }
  const ended = once(child, 'close').then(() => reject(new Error(said)));
  const late = setTimeout(() => child.kill('SIGKILL'), startsWithinMs);
  const port = await ready.finally(() => clearTimeout(late));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { invoke: (payload) => invoke(port, payload), output: () => said, kill };
}

async function* invoke(port: number, payload: Uint8Array): AsyncGenerator<Uint8Array> {
  const sending = request({ host: '127.0.0.1', port, method: 'POST', agent: false });
  sending.end(payload);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  yield* response;
  const failure = response.trailers['lambda-runtime-function-error-type'];
  if (failure !== undefined) throw new Error(`the function failed: ${failure}`);
}
