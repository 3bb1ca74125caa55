import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BedrockRuntimeClient, ConverseCommand, type ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { onTestFinished } from 'vitest';
import type { Credentials } from '../../faults/sign-request.ts';

export const root = join(import.meta.dirname, '..', '..', '..');
export const governance = join(root, 'governance.yaml');
/** An application of the example organization, and one of its models. */
export const application = 'claims-assistant';
export const modelId = 'us.amazon.nova-2-lite-v1:0';

/** A program of this project as a person runs it, with both outputs piped. */
export interface StartedProgram {
  /** Everything that it has said so far, on both outputs. */
  said(): string;
  /** The first match of `pattern` in what it says; rejects where it ends without having said it. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

/** Neither colours nor Gatehouse's own settings are taken over from whoever runs the tests. */
export function plainEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, CI, GATEHOUSE_PORT, GATEHOUSE_STATE, NODE_OPTIONS, ...kept } = process.env;
  return { ...kept, ...more };
}

/** Runs a TypeScript program of the project; it is killed when the test (or hook) is over and it still runs. */
function startProgram(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly keep?: boolean } = {},
): StartedProgram {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, program), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: plainEnvironment(options.env),
    cwd: options.cwd ?? root,
  });
  if (options.keep !== true) onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(text);
      if (match !== null) return match;
      const over = await Promise.race([once(child.stdout, 'data').then(() => undefined), ended]);
      if (over === undefined) continue;
      const last = pattern.exec(text);
      if (last !== null) return last;
      throw new Error(`ended with ${over} without saying ${pattern}:\n${text}`);
    }
  };
  return { said: () => text, says, ended, signal: (name) => void child.kill(name) };
}

/** `npm start -- ARGS` without the runner around it, so that a signal reaches the hub itself. */
export function startHub(args: readonly string[], env: NodeJS.ProcessEnv = {}, keep = false): StartedProgram {
  return startProgram('hub/local/main.ts', ['--governance', governance, '--port', '0', ...args], { env, keep });
}

export async function originOf(hub: StartedProgram): Promise<string> {
  return (await hub.says(/listening on (http:\/\/127\.0\.0\.1:\d+)\n/))[1]!;
}

/** `gatehouse ARGS`, run to its end. */
export async function gatehouse(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<{ readonly code: number | string; readonly said: string }> {
  const program = startProgram('pipelines/cli/gatehouse.ts', args, { ...options, keep: true });
  const code = await program.ended;
  return { code, said: program.said() };
}

export async function converse(
  origin: string,
  credentials: Credentials,
  text: string,
  name = application,
): Promise<ConverseCommandOutput> {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: `${origin}/apps/${name}`,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
  try {
    return await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text }] }] }));
  } finally {
    client.destroy();
  }
}

export function textOf(answer: ConverseCommandOutput): string {
  return answer.output?.message?.content?.map((block) => block.text ?? '').join('') ?? '';
}
