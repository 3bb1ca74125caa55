import { describe, expect, it } from 'vitest';
import { shardApplications, shardOf } from '../../../hub/access/application-shards.ts';
import type { SynthesizedStack } from '../../../pipelines/policy/synthesized-stack.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { accessPolicy, synthesizeAccess } from '../access/access.fixture.ts';
import { faultOf } from '../gateway/faults.ts';

function withApplications(count: number, change: (name: string) => object = () => ({})): PolicyBundle {
  const policy = accessPolicy();
  const sample = policy.applications['claims-assistant']!;
  const applications = Object.fromEntries(
    Array.from({ length: count }, (_, index) => `application-${index}`).map((name) => [
      name,
      { ...sample, name, models: ['sonnet', 'micro', 'embed'], ...change(name) },
    ]),
  );
  return { ...policy, applications };
}

const texts = (stacks: readonly SynthesizedStack[]) =>
  new Map(stacks.map(({ name, template }) => [name, JSON.stringify(template)]));

describe('a thousand applications', { timeout: 120_000 }, () => {
  const stacks = synthesizeAccess(withApplications(1000));
  const counts = stacks.map(({ template }) => Object.keys(template.Resources ?? {}).length);
  const sizes = stacks.map(({ template }) => Buffer.byteLength(JSON.stringify(template)));

  it('fit into stacks of at most 450 resources and 900 KB', () => {
    console.log(
      `${stacks.length} stacks, ${counts.reduce((sum, one) => sum + one)} resources, at most ${Math.max(...counts)} resources and ${Math.round(Math.max(...sizes) / 1000)} KB in one`,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(450);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(900_000);
  });

  it('each have two roles, a parameter and an inference profile for each model, once', () => {
    expect(counts.reduce((sum, one) => sum + one)).toBe(1000 * 6);
    const roles = stacks.flatMap(({ template }) =>
      Object.values(template.Resources ?? {}).map(({ Properties }) => Properties?.RoleName),
    );
    expect(new Set(roles.filter((name) => name !== undefined)).size).toBe(2000);
  });

  it('change one stack alone where one of them changes', () => {
    const changed = withApplications(1000, (name) => (name === 'application-500' ? { models: ['micro'] } : {}));
    const [before, after] = [texts(stacks), texts(synthesizeAccess(changed))];
    const different = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
    expect(different).toEqual([`GatehouseAccess${shardOf('application-500')}`]);
  });

  it('change one stack alone where one joins', () => {
    const [before, after] = [texts(stacks), texts(synthesizeAccess(withApplications(1001)))];
    const different = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
    expect(different).toEqual([`GatehouseAccess${shardOf('application-1000')}`]);
  });

  it('are the same text, whatever the order of the file', () => {
    const bundle = withApplications(20);
    const applications = Object.fromEntries(Object.entries(bundle.applications).reverse());
    expect(texts(synthesizeAccess({ ...bundle, applications }))).toEqual(texts(synthesizeAccess(bundle)));
  });
});

describe('a shard', () => {
  it('is decided by the name alone, and never moves', () => {
    expect(shardOf('claims-assistant')).toBe('06');
    expect(shardApplications(['b', 'a']).get(shardOf('a'))).toContain('a');
  });

  it('refuses to be synthesized with more resources than a stack may have', async () => {
    const policy = accessPolicy();
    const sample = { ...policy.applications['research-desk']!, models: ['sonnet', 'micro', 'embed'] };
    const crowd = Array.from({ length: 10_000 }, (_, index) => `a${index}`).filter((name) => shardOf(name) === '00');
    const applications = Object.fromEntries(crowd.slice(0, 76).map((name) => [name, { ...sample, name }]));
    const fault = await faultOf(() => synthesizeAccess({ ...policy, applications }));
    expect(fault.code).toBe('configuration_invalid');
    expect(fault.message).toContain(
      'GatehouseAccess00 would have 456 resources; 450 are the most that a stack may have.',
    );
  });

  it.each([
    [
      'callers',
      {
        callers: Array.from(
          { length: 100 },
          (_, index) => `arn:aws:iam::333344445555:role/caller-of-the-desk-${index}`,
        ),
      },
      /trust policy of gatehouse-caller-research-desk has \d+ characters; IAM takes 4096/,
    ],
    [
      'purposes',
      { purposes: Array.from({ length: 90 }, (_, index) => `a-purpose-with-a-rather-long-name-${index}`) },
      /trust policy of gatehouse-invoke-research-desk/,
    ],
  ])('refuses more %s than a trust policy has room for', async (_what, change, message) => {
    const policy = accessPolicy();
    const desk = { ...policy.applications['research-desk']!, ...change };
    const fault = await faultOf(() => synthesizeAccess({ ...policy, applications: { 'research-desk': desk } }));
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toContain('applications.research-desk');
  });
});

describe('names of inference profiles', () => {
  it('stay apart and within what Bedrock takes, however long or odd the names of the file are', () => {
    const policy = accessPolicy();
    const long = 'a'.repeat(40);
    const models = {
      [`${long.slice(1)}b`]: policy.models.micro!,
      [`${long.slice(1)}c`]: policy.models.micro!,
      'odd--name': policy.models.micro!,
    };
    const application = { ...policy.applications['research-desk']!, name: long, models: Object.keys(models) };
    const stacks = synthesizeAccess({ ...policy, models, applications: { [long]: application } });
    const names = stacks.flatMap(({ template }) =>
      Object.values(template.Resources ?? {}).flatMap(({ Properties }) => Properties?.InferenceProfileName ?? []),
    );
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^(?=.{1,64}$)(?:[0-9a-zA-Z][ _-]?)+$/);
  });
});
