import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextSteps } from '../../hub/local/banner.ts';
import { type ClientHub, claims, startClientHub } from './local-hub.fixture.ts';

let hub: ClientHub;
beforeAll(async () => {
  hub = await startClientHub();
});
afterAll(() => hub.close());

const installed = spawnSync('aws', ['--version']).status === 0;

/** Runs a line as a person would paste it into a shell. */
async function pasted(
  command: string,
): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  const env = { ...process.env, AWS_PAGER: '', NO_COLOR: '1' };
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { env, timeout: 50_000 });
    return { stdout, stderr, code: 0 };
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number };
  }
}

/** The command that `npm start` prints, with its continuation line. */
function printedCommand(): string {
  const { bundle, awsConfig, local } = hub;
  // Colours are off or on with the terminal; the command itself has none.
  const lines = nextSteps(bundle, local.origin, awsConfig, 'RECORD').split('\n');
  const start = lines.findIndex((line) => line.includes(' aws --profile '));
  return lines.slice(start, start + 2).join('\n');
}

describe.skipIf(!installed)('the AWS CLI (skipped where `aws` is not installed)', () => {
  it('converses with the very command that `npm start` prints', async () => {
    const { stdout, code } = await pasted(printedCommand());
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer.stopReason).toBe('end_turn');
    expect(answer.output.message.content[0].text).toContain('You asked: Hello');
    expect(hub.calls.at(-1)!.intent.caller.application).toBe(claims);
  }, 60_000);

  it('shows why a call is refused', async () => {
    const [entitled] = hub.bundle.models['claude-sonnet']!.inferenceProfiles;
    const { stderr, code } = await pasted(printedCommand().replace(entitled!, 'us.anthropic.claude-opus-4-8'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('AccessDeniedException');
    expect(stderr).toContain('applications.claims-assistant.models');
  }, 60_000);
});
