import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contractDocument } from '../../../hub/edge/contract/contract-document.ts';
import { openApiCommand } from '../../../pipelines/cli/openapi.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';
import { rememberedIo } from './command-run.ts';

let directory: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  directory = newStateDirectory();
});
afterEach(() => directory.remove());

async function run(...args: string[]): Promise<string> {
  const { io, seen } = rememberedIo();
  await openApiCommand(io).parseAsync(args, { from: 'user' });
  return seen.out;
}

describe('gatehouse openapi', () => {
  it('prints the contract as YAML and nothing else, without anchors, which not every reader follows', async () => {
    const text = await run();
    expect(parse(text)).toEqual(contractDocument());
    expect(text).not.toMatch(/: [&*][a-z]\d/);
  });

  it('prints the same as JSON', async () => {
    expect(JSON.parse(await run('--format', 'json'))).toEqual(contractDocument());
  });

  it('writes it to the file that is named', async () => {
    const file = join(directory.path, 'contract.yaml');
    expect(await run('--out', file)).toBe(`${file} is up to date\n`);
    expect(parse(readFileSync(file, 'utf8'))).toEqual(contractDocument());
  });

  it('says which file it could not write', async () => {
    const file = join(directory.path, 'no', 'such', 'place.yaml');
    const fault = await faultOf(() => run('--out', file));
    expect([fault.code, fault.message]).toEqual(['usage', expect.stringContaining(`${file} could not be written.`)]);
  });
});
