import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubApp } from '../../../pipelines/policy/synthesize-hub.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-twice-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** All files of an assembly by their names in it. */
function filesIn(outdir: string, which = /./): ReadonlyMap<string, string> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => join(parentPath, name).slice(outdir.length + 1)).toSorted();
  return new Map(
    names.filter((name) => which.test(name)).map((name) => [name, readFileSync(join(outdir, name), 'utf8')]),
  );
}

const context = (JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: object }).context;

/** Synthesizes a checkout that lies somewhere, as the CDK's command line would. */
function synthesizeAt(checkout: string, outdir: string, environment: Readonly<Record<string, string>>): void {
  const program = ['--disable-warning=ExperimentalWarning', join(checkout, 'hub', 'app.ts')];
  const { status, stderr } = spawnSync(process.execPath, program, {
    cwd: checkout,
    encoding: 'utf8',
    env: {
      ...environment,
      PATH: process.env.PATH,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, governance: join(checkout, 'governance.yaml') }),
    },
  });
  expect([status, stderr]).toEqual([0, '']);
}

describe('synthesis', { timeout: 400_000 }, () => {
  it('gives the same bytes twice', () => {
    const [one, two] = ['one', 'two'].map((name) => {
      const outdir = join(directory, name);
      hubApp('governance.yaml', outdir).synth();
      return filesIn(outdir);
    });
    expect([...one!.keys()].filter((name) => name.endsWith('.template.json')).length).toBeGreaterThanOrEqual(4);
    expect([...two!.keys()]).toEqual([...one!.keys()]);
    expect([...one!].filter(([name, text]) => two!.get(name) !== text).map(([name]) => name)).toEqual([]);
  });

  it('gives the same templates and asset hashes wherever the checkout lies, in any time zone and language', () => {
    const elsewhere = join(directory, 'a place', 'of another name');
    for (const part of ['hub', 'shared', 'cdk.json', 'governance.yaml', 'package.json'])
      cpSync(part, join(elsewhere, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(elsewhere, 'node_modules'));
    synthesizeAt(resolve('.'), join(directory, 'here'), { TZ: 'UTC', LANG: 'C' });
    synthesizeAt(elsewhere, join(directory, 'there'), { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', HOME: directory });
    const deployed = /\.(?:template|assets)\.json$|^asset\./;
    const [here, there] = ['here', 'there'].map((name) => filesIn(join(directory, name), deployed));
    expect(here!.size).toBeGreaterThanOrEqual(8);
    expect([...there!.keys()]).toEqual([...here!.keys()]);
    expect([...here!].filter(([name, text]) => there!.get(name) !== text).map(([name]) => name)).toEqual([]);
  });
});
