import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../pipelines/cli/commands.ts';
import { gatehouse, root } from '../../hub/local/started-hub.ts';

describe('the command line', () => {
  it('says what there is', async () => {
    const { code, said } = await gatehouse(['--help']);
    expect(code).toBe(0);
    for (const command of commands()) expect(said).toMatch(new RegExp(`^  ${command.name()}\\b`, 'm'));
  });

  it('says what build it is, as records name it', async () => {
    const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await gatehouse(['--version'])).toEqual({ code: 0, said: `${name}/${version}\n` });
  });

  it('ends with 1 where it is given something that it does not know, and says how to learn more', async () => {
    const { code, said } = await gatehouse(['audti']);
    expect(code).toBe(1);
    expect(said).toMatch(/unknown command.*--help shows what there is/s);
  });

  it('ends with 2 and a sentence, not a stack, where it cannot do what it was asked', async () => {
    const { code, said } = await gatehouse(['audit', 'list', '--state', join(root, 'no-such-directory')]);
    expect(code).toBe(2);
    expect(said).toContain('There is no readable store in the state directory.');
    expect(said).not.toMatch(/^ {4}at /m);
  });

  it('ends quietly where its reader reads no further', async () => {
    const child = spawn(process.execPath, [join(root, 'pipelines', 'cli', 'gatehouse.ts'), 'openapi'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stderr.on('data', (piece: Buffer) => said.push(piece));
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, said: Buffer.concat(said).toString() }).toEqual({ code: 0, said: '' });
  });
});
