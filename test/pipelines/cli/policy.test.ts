import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyCommand } from '../../../pipelines/cli/policy.ts';
import { attachedPolicies } from '../../../pipelines/policy/attached-policies.ts';
import { lintPolicy } from '../../../pipelines/policy/lint/lint-policy.ts';
import { readHub } from '../../../pipelines/policy/read-hub.ts';
import { hubApp } from '../../../pipelines/policy/synthesize-hub.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { rememberedIo, type Seen } from './command-run.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-policy-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<Seen> {
  const { io, seen } = rememberedIo();
  await policyCommand(io).parseAsync(['node', 'policy', ...args]);
  return seen;
}

function file(name: string, ...statements: readonly object[]): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  return path;
}

const allow = (extra: object = {}) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...extra });
const deny = (extra: object = {}) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...extra });
const role = 'arn:aws:iam::111122223333:role/app';
const ask = ['explain', '--principal', role, '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::b/k'];

describe('gatehouse policy explain', () => {
  it('says which statement of which file allows', async () => {
    const identity = file('identity.json', allow({ Action: 'sqs:*' }), allow({ Sid: 'Read', Action: 's3:Get*' }));
    const { out, code } = await run(...ask, '--policy', identity);
    expect(out).toBe(
      `ALLOW  s3:GetObject on arn:aws:s3:::b/k: allowed by statement 1 (Read) of ${identity}, an identity policy\n`,
    );
    expect(code).toBe(0);
  });

  it.each([
    ['--scp', 'a service control policy'],
    ['--rcp', 'a resource control policy'],
    ['--resource-policy', 'the policy of the resource'],
    ['--boundary', 'a permissions boundary'],
    ['--session-policy', 'a session policy'],
    ['--endpoint-policy', 'the policy of an endpoint'],
  ])('takes %s, and says that it denies', async (option, kind) => {
    const identity = file('all.json', allow());
    const refusing = file('no.json', allow({ Principal: '*' }), deny({ Principal: '*' }));
    const { out, code } = await run(...ask, '--policy', identity, option, refusing);
    expect(out).toBe(`DENY  s3:GetObject on arn:aws:s3:::b/k: denied by statement 1 of ${refusing}, ${kind}\n`);
    expect(code).toBe(1);
  });

  it('takes levels of service control policies, and spares the management account', async () => {
    const [all, some] = [file('all.json', allow()), file('some.json', allow({ Action: 'sqs:*' }))];
    const levels = ['--policy', all, '--scp', `${all},${some}`, some];
    expect((await run(...ask, ...levels)).out).toContain('a service control policy does not allow it');
    expect((await run(...ask, ...levels, '--management-account', '111122223333')).code).toBe(0);
  });

  it('takes condition keys, with several values where they are given again', async () => {
    const path = file(
      'tags.json',
      allow({
        Condition: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] },
          StringEquals: { 'aws:SourceVpc': 'v=1' },
        },
      }),
    );
    const given = ['--context', 'aws:SourceVpc=v=1', '--context', 'aws:TagKeys=a', '--context'];
    expect((await run(...ask, '--policy', path, ...given, 'aws:TagKeys=b')).code).toBe(0);
    expect((await run(...ask, '--policy', path, ...given, 'aws:TagKeys=c')).code).toBe(1);
  });

  it('prints JSON', async () => {
    const { out } = await run(...ask, '--policy', file('all.json', allow()), '--json');
    expect(JSON.parse(out)).toMatchObject({
      request: { action: 's3:GetObject' },
      decision: { allowed: true, by: 'identity' },
    });
  });

  it('asks the synthesized hub where no policy is given', async () => {
    const scene = readHub('governance.yaml');
    const object = `${scene.evidenceBuckets[0]}/content/x`;
    const { accountId, partition } = scene.bundle.hub;
    const root = `arn:${partition}:iam::${accountId}:root`;
    const { out, code } = await run(
      'explain',
      '--principal',
      root,
      '--action',
      's3:BypassGovernanceRetention',
      '--resource',
      object,
    );
    expect(out).toMatch(/^DENY .* of GatehouseEvidence\//);
    expect(code).toBe(1);
  });

  it.each([
    ['an action that is none', ['explain', '--principal', role, '--action', 's3:*'], 'usage'],
    ['a file that is not there', [...ask, '--policy', 'nowhere.json'], 'configuration_invalid'],
  ])('refuses %s', async (_what, args, code) => {
    await expect(run(...args)).rejects.toThrow(GatehouseFault);
    await expect(run(...args)).rejects.toMatchObject({ code });
  });
});

describe('gatehouse policy lint', () => {
  it('says where, what and what to do, and ends with 1', async () => {
    const wrong = file('wrong.json', allow(), allow({ Action: 's3:GetObjet' }));
    const right = file('right.json', allow());
    const { out, code } = await run('lint', wrong, right);
    expect(out).toContain(
      `${wrong} Statement[1].Action: s3:GetObjet is no action of AWS: the statement does nothing about it. Did you mean s3:GetObject? (unknown-action)\n`,
    );
    expect(out).toContain(`${right}: nothing found\n`);
    expect(code).toBe(1);
    expect((await run('lint', right)).code).toBe(0);
  });

  it('prints JSON', async () => {
    const wrong = file('wrong.json', allow({ Action: 's3:GetObjet' }));
    const [report] = JSON.parse((await run('lint', '--json', wrong)).out);
    expect(report).toMatchObject({ file: wrong, findings: [{ rule: 'unknown-action', path: 'Statement[0].Action' }] });
  });

  it('prints no control characters of a file', async () => {
    const { out } = await run('lint', file('hostile.json', allow({ Action: 's3:\u001b[31mGet' })));
    expect(out).not.toContain('\u001b');
  });

  it('refuses a file that no policy fills', async () => {
    const path = join(directory, 'huge.json');
    writeFileSync(path, ' '.repeat(200_000));
    await expect(run('lint', path)).rejects.toThrow(/larger than 100000 bytes/);
  });

  it('finds nothing in the policies of the hub itself', async () => {
    const { everything } = readHub('governance.yaml').policies;
    const documents = everything.flatMap((resource) => {
      const { Policies, PolicyDocument, AssumeRolePolicyDocument } = resource.properties;
      const inline = (Array.isArray(Policies) ? Policies : []).map(
        (policy: { PolicyDocument: unknown }) => policy.PolicyDocument,
      );
      const all = [
        ...attachedPolicies(resource).map(({ document }) => document),
        PolicyDocument,
        AssumeRolePolicyDocument,
        ...inline,
      ];
      return all
        .filter((document) => document !== undefined)
        .map((document) => [resource.logicalId, document] as const);
    });
    expect(documents.length).toBeGreaterThan(20);
    const found = [];
    for (const [name, document] of documents)
      for (const { rule, path, message } of await lintPolicy(JSON.stringify(document)))
        found.push([name, rule, path, message]);
    expect(found).toEqual([]);
  });
});

describe('gatehouse policy table', () => {
  it('synthesizes, prints and ends with 0 where all is as expected', async () => {
    const { out, code } = await run('table', '--role', 'claims-assistant');
    expect(out).toContain('gatehouse-invoke-claims-assistant');
    expect(out).not.toContain('gatehouse-invoke-research-desk');
    expect(code).toBe(0);
  });

  it('reads the templates of an earlier synth, and prints JSON', async () => {
    const outdir = join(directory, 'cdk.out');
    hubApp('governance.yaml', outdir).synth();
    const { rows, broad } = JSON.parse((await run('table', '--templates', outdir, '--json')).out);
    expect(rows.find((row: { principal: string }) => row.principal === '(break-glass)').synthesized).toBe(false);
    expect(broad).toEqual([]);
  });

  it('explains', async () => {
    expect((await run('table', '--explain', '--role', 'invoke-claims-assistant')).out).toMatch(
      /if {3}invoke a model of its own: bedrock:InvokeModel on arn:aws:bedrock:\S+, allowed by statement \d \(\w+\) of GatehouseAccess/,
    );
  });
});

describe('gatehouse policy exceptions', () => {
  it('prints the page', async () => {
    expect((await run('exceptions')).out).toMatch(/^# Accepted findings of the rule packs\n/);
  });
});
