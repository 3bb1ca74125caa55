import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diagramCommand } from '../../../pipelines/cli/diagram.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';
import { rememberedIo } from './command-run.ts';

const begin = '<!-- gatehouse diagram: begin (written by `npx gatehouse diagram --write`) -->';
const end = '<!-- gatehouse diagram: end -->';

let directory: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  directory = newStateDirectory();
});
afterEach(() => directory.remove());

/** A cloud assembly with one table in it. */
function assembly(table: string): string {
  const artifacts = {
    Hub: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://999988887777/us-east-1',
      properties: { templateFile: 'Hub.template.json' },
    },
  };
  const Resources = { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: table } } };
  writeFileSync(join(directory.path, 'manifest.json'), JSON.stringify({ artifacts }));
  writeFileSync(join(directory.path, 'Hub.template.json'), JSON.stringify({ Resources }));
  return directory.path;
}

async function run(...args: readonly string[]) {
  const { io, seen } = rememberedIo();
  await diagramCommand(io).parseAsync([...args], { from: 'user' });
  return seen;
}

describe('gatehouse diagram', () => {
  it('prints the picture of templates', async () => {
    const seen = await run('--templates', assembly('gatehouse-records'));
    expect(seen.out).toMatch(/^flowchart LR\n/);
    expect(seen.out).toContain('[("table gatehouse-records")]');
  });

  it('writes it into a page, and says of a page whether it has it', async () => {
    const page = join(directory.path, 'page.md');
    writeFileSync(page, `# A page\n\n${begin}\n${end}\n`);
    const templates = assembly('gatehouse-records');
    expect(await run('--templates', templates, '--page', page, '--check')).toMatchObject({ code: 1 });
    expect(await run('--templates', templates, '--page', page, '--write')).toMatchObject({ code: 0 });
    expect(readFileSync(page, 'utf8')).toContain('gatehouse-records');
    expect(await run('--templates', templates, '--page', page, '--check')).toMatchObject({ code: 0 });
    const seen = await run('--templates', assembly('gatehouse-other'), '--page', page, '--check');
    expect(seen).toMatchObject({ code: 1, out: expect.stringContaining('npx gatehouse diagram --write') });
    expect(readFileSync(page, 'utf8')).not.toContain('gatehouse-other');
  });
});
