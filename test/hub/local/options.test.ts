import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LocalOptions, localCommand } from '../../../hub/local/options.ts';

afterEach(() => vi.unstubAllEnvs());

async function parsed(...args: readonly string[]): Promise<LocalOptions> {
  let seen: LocalOptions | undefined;
  const command = localCommand(async (options) => {
    seen = options;
  });
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync(args, { from: 'user' });
  if (seen === undefined) throw new Error('the command did not run');
  return seen;
}

describe('the options of npm start', () => {
  it('need none: rules, port, state and models have defaults, and whether to demonstrate is left to the models', async () => {
    vi.stubEnv('GATEHOUSE_PORT', undefined);
    vi.stubEnv('GATEHOUSE_STATE', undefined);
    expect(await parsed()).toEqual({
      governance: 'governance.yaml',
      port: 8787,
      state: '.gatehouse',
      models: 'stand-in',
      quiet: false,
    });
  });

  it('come from the environment, unless the command line says otherwise', async () => {
    vi.stubEnv('GATEHOUSE_PORT', '9000');
    vi.stubEnv('GATEHOUSE_STATE', '/somewhere');
    expect(await parsed()).toMatchObject({ port: 9000, state: '/somewhere' });
    expect(await parsed('--port', '9001', '--state', 'here')).toMatchObject({ port: 9001, state: 'here' });
  });

  it('say whether to demonstrate only where somebody does', async () => {
    expect(await parsed()).not.toHaveProperty('demo');
    expect((await parsed('--demo')).demo).toBe(true);
    expect((await parsed('--no-demo')).demo).toBe(false);
  });

  it.each(['stand-in', 'bedrock', 'http://127.0.0.1:11434', 'https://models.example.com/v1'])(
    'take models from %s',
    async (source) => {
      expect((await parsed('--models', source)).models).toBe(source);
    },
  );

  it.each(['', 'Bedrock', 'ollama', 'file:///etc/passwd', 'http://', 'javascript:alert(1)', '//host'])(
    'take no models from "%s"',
    async (source) => {
      await expect(parsed('--models', source)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
    },
  );

  it.each(['', ' ', '-1', '65536', '80.5', '1e3', '0x50', 'http', 'Infinity', '١٢'])(
    'take no port "%s"',
    async (port) => {
      await expect(parsed(`--port=${port}`)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
    },
  );

  it('take port 0 for any that is free', async () => {
    expect((await parsed('--port', '0')).port).toBe(0);
  });

  it('are refused where nobody knows them', async () => {
    await expect(parsed('--prot', '1')).rejects.toMatchObject({ code: 'commander.unknownOption' });
  });
});
