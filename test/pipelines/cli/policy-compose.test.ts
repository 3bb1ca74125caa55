import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyCommand } from '../../../pipelines/cli/policy.ts';
import { lintPolicy } from '../../../pipelines/policy/lint/lint-policy.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { rememberedIo, type Seen } from './command-run.ts';

interface Composed {
  readonly units: readonly {
    readonly unit: string;
    readonly type: string;
    readonly attached: readonly string[];
    readonly moved: readonly string[];
    readonly policies: readonly { readonly name: string; readonly text: string; readonly size: number }[];
  }[];
}

let directory: string;
let json: Seen;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-compose-'));
  json = await run('--json');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<Seen> {
  const { io, seen } = rememberedIo();
  await policyCommand(io).parseAsync(['node', 'policy', 'compose', ...args]);
  return seen;
}

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const parsed = () => JSON.parse(json.out) as Composed;
const shown = (text: string) => text.replace(/[\d,]+ of 10,240/g, 'N of 10,240');

describe('gatehouse policy compose', () => {
  it('prints each unit’s policies, with slots, characters and sources', async () => {
    const { out } = await run('--unit', 'spokes');
    expect(out).toMatch(/^spokes {2}SCP {2}\d of 10 slots, with FullAWSAccess$/m);
    expect(shown(out)).toContain('  gatehouse-scp-spokes-1  N of 10,240 characters\n');
    expect(out).toMatch(/^ {4}no-model-inference$/m);
    expect(out).not.toMatch(/^hub/m);
  });

  it('prints the same bytes every time', async () => {
    expect((await run('--json')).out).toBe(json.out);
  });

  it('counts the characters that are uploaded', () => {
    const policies = parsed().units.flatMap((unit) => unit.policies);
    expect(policies.length).toBeGreaterThan(3);
    for (const { text, size } of policies) expect(size).toBe(Buffer.byteLength(text));
  });

  it('composes what the linter finds nothing in', async () => {
    const controls = parsed().units.filter(({ type }) => type === 'SCP' || type === 'RCP');
    for (const { policies } of controls) for (const { text } of policies) expect(await lintPolicy(text)).toEqual([]);
  });

  it('writes each policy as it is uploaded', async () => {
    const out = join(directory, 'out', 'policies');
    await run('--out', out, '--unit', 'hub');
    const composed = parsed()
      .units.filter(({ unit }) => unit === 'hub')
      .flatMap(({ policies }) => policies);
    expect(readdirSync(out).sort()).toEqual(composed.map(({ name }) => `${name}.json`).sort());
    for (const { name, text } of composed) expect(readFileSync(join(out, `${name}.json`), 'utf8')).toBe(text);
  });

  it('keeps what was composed before where it is', async () => {
    const again = await run('--json', '--previous', file('previous.json', json.out));
    expect(again.out).toBe(json.out);
    const renamed = json.out.replaceAll('gatehouse-scp-hub-1', 'gatehouse-scp-hub-7');
    const { out } = await run('--json', '--previous', file('renamed.json', renamed), '--unit', 'hub');
    const [scp] = (JSON.parse(out) as Composed).units;
    expect(scp?.policies.map(({ name }) => name)).toContain('gatehouse-scp-hub-7');
    expect(scp?.moved).toEqual([]);
  });

  it('counts what is attached already', async () => {
    const attached = file('attached.json', { hub: { SCP: ['landing-zone', 'FullAWSAccess', 'gatehouse-scp-hub-1'] } });
    const { out } = await run('--attached', attached, '--unit', 'hub');
    expect(out).toMatch(/^hub {2}SCP {2}\d of 10 slots, with FullAWSAccess, landing-zone$/m);
  });
});

describe('gatehouse policy compose refuses', () => {
  const full = Array.from({ length: 9 }, (_, index) => `landing-zone-${index}`);

  it('what is over quota, and writes nothing', async () => {
    const out = join(directory, 'nothing');
    const attempt = run('--attached', file('full.json', { hub: { SCP: full } }), '--out', out);
    await expect(attempt).rejects.toThrow(/gatehouse-scp-hub needs \d policies .* 0 of 10 slots are free/);
    expect(readdirSync(directory)).not.toContain('nothing');
  });

  it.each([
    ['a file that is no JSON', 'no', 'is not what is expected.'],
    ['a list', [], 'is not what is expected.'],
    ['an unknown unit', { root: {} }, 'is not what is expected'],
    ['an unknown type', { hub: { BACKUP: [] } }, 'is not what is expected at hub'],
    ['names that are none', { hub: { SCP: [1] } }, 'is not what is expected at hub.SCP.0'],
  ])('as what is attached %s', async (_, content, message) => {
    const attempt = run('--attached', file('wrong.json', content));
    await expect(attempt).rejects.toThrow(GatehouseFault);
    await expect(run('--attached', file('wrong.json', content))).rejects.toThrow(message);
  });

  it('as what was composed before a policy that is none', async () => {
    const units = [{ type: 'SCP', policies: [{ name: 'gatehouse-scp-hub-1', text: '{"Statement":1}' }] }];
    await expect(run('--previous', file('broken.json', { units }))).rejects.toThrow(GatehouseFault);
  });

  it('files that cannot be read, or are too large', async () => {
    await expect(run('--previous', join(directory, 'missing.json'))).rejects.toThrow('cannot be read');
    await expect(run('--previous', file('large.json', ' '.repeat(4_000_001)))).rejects.toThrow('is larger than');
  });

  it('a directory that it cannot write to', async () => {
    mkdirSync(join(directory, 'taken'));
    const path = file(join('taken', 'file'), '');
    await expect(run('--out', path, '--unit', 'hub')).rejects.toThrow('cannot be written to');
  });
});
