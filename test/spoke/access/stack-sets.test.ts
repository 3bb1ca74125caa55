import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { spokeStackSets } from '../../../spoke/access/stack-sets.ts';
import {
  accountNumber,
  applicationOf,
  bundleOf,
  endpointsOf,
  largeOrganization,
  partitions,
  stacksIn,
} from './spoke-organization.ts';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Condition?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

const templatesOf = (bundle: PolicyBundle) =>
  new Map(spokeStackSets(bundle).map(({ name, body }) => [name, JSON.parse(body) as Template]));

/** Where each application's parameter is made. */
function homes(bundle: PolicyBundle): ReadonlyMap<string, string> {
  const found = [...templatesOf(bundle)].flatMap(([name, { Resources }]) =>
    Object.keys(Resources)
      .filter((id) => id.startsWith('Address'))
      .map((id) => [id, name] as const),
  );
  const result = new Map(found);
  expect(result.size).toBe(found.length);
  return result;
}

/** An organization of applications with these names, as large in their templates as most are. */
const organization = (
  names: readonly string[],
  base = bundleOf(() => {}),
  roles: readonly string[] = ['batch', 'service/loader'],
): PolicyBundle => {
  const one = bundleOf((governance) => {
    governance.applications.one = applicationOf({
      account: accountNumber(1),
      services: ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com', 'pods.eks.amazonaws.com'],
      roles,
    });
  }).applications.one!;
  const applications = names.map((name) => [name, { ...one, name }] as const);
  return { ...base, applications: Object.fromEntries(applications) };
};

describe('the templates of StackSets', () => {
  const bundle = largeOrganization('aws');
  const stackSets = spokeStackSets(bundle);

  it('are the same for the same configuration, whatever order it is in', () => {
    const shuffled = {
      ...bundle,
      applications: Object.fromEntries(Object.entries(bundle.applications).toReversed()),
    };
    expect(spokeStackSets(shuffled)).toEqual(stackSets);
  });

  it('have names that say whose they are, each once, the first without a number', () => {
    const names = stackSets.map(({ name }) => name);
    expect(names[0]).toBe('GatehouseSpoke');
    expect(names.slice(1).filter((name) => !/^GatehouseSpoke[1-9][0-9]*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are minified JSON of nothing but resources, conditions and outputs: no assets, no rules, no parameters', () => {
    for (const { body } of stackSets) {
      expect(body).toBe(JSON.stringify(JSON.parse(body)));
      const allowed = ['AWSTemplateFormatVersion', 'Conditions', 'Description', 'Outputs', 'Resources'];
      expect(Object.keys(JSON.parse(body)).filter((key) => !allowed.includes(key))).toEqual([]);
      expect(body).not.toContain('cdk');
    }
  });

  it('make each application’s resources in its own account alone', () => {
    for (const { body } of stackSets) {
      const { Resources, Conditions = {} } = JSON.parse(body) as Template;
      for (const [id, { Condition }] of Object.entries(Resources)) {
        const own = /^(?:Address|Role|Profile)/.test(id);
        expect(Condition !== undefined).toBe(own);
        if (Condition !== undefined) expect(Object.keys(Conditions)).toContain(Condition);
      }
    }
  });

  it('make something in an account that nobody has heard of: a template without resources would be refused', () => {
    for (const stack of stacksIn(bundle, '555566667777')) {
      const { everything, roles } = synthesizedPolicies([stack]);
      expect(everything.length).toBeGreaterThan(0);
      expect(roles.filter(({ name }) => name.startsWith('gatehouse-app-'))).toEqual([]);
    }
  });

  it.each(partitions)('have no ARN of another partition than %s', (partition) => {
    const text = spokeStackSets(largeOrganization(partition))
      .map(({ body }) => body)
      .join('');
    const named = new Set([...text.matchAll(/\barn:(aws[a-z-]*):/g)].map(([, name]) => name));
    expect([...named]).toEqual([partition]);
  });

  it('refer to nothing that they do not have themselves', () => {
    for (const { body } of stackSets) {
      const { Resources } = JSON.parse(body) as Template;
      const known = new Set(Object.keys(Resources));
      const refs = [...body.matchAll(/\{"Ref":"([^"]+)"\}|"Fn::GetAtt":\["([^"]+)"/g)].map(([, a, b]) => a ?? b!);
      expect(refs.filter((name) => !name.startsWith('AWS::') && !known.has(name))).toEqual([]);
    }
  });

  it('name roles and policies so that IAM takes them, even for the longest name of an application', () => {
    const name = `a${'-b'.repeat(19)}c`;
    expect(name).toHaveLength(40);
    const text = spokeStackSets(organization([name])).map(({ body }) => body);
    const names = [...text.join('').matchAll(/"(?:RoleName|ManagedPolicyName)":"([^"]+)"/g)].map(([, one]) => one!);
    expect(names).toContain(`gatehouse-app-${name}`);
    expect(names.filter((one) => one.length > 64)).toEqual([]);
  });

  it('keep names apart that differ in a hyphen', () => {
    const ids = homes(organization(['ab', 'a-b', 'a--b', 'a1', 'a-1']));
    expect(ids.size).toBe(5);
  });

  it('hold a boundary that no other template holds', () => {
    const names = stackSets.map(({ body }) => /"ManagedPolicyName":"([^"]+)"/.exec(body)?.[1]);
    expect(names[0]).toBe('gatehouse-boundary');
    expect(new Set(names).size).toBe(stackSets.length);
  });
});

describe('the quotas of CloudFormation', () => {
  it('are kept with 1,000 applications, all of which are there', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `application-${index}`);
    const bundle = organization(names);
    const stackSets = spokeStackSets(bundle);
    expect(stackSets.filter(({ body }) => Buffer.byteLength(body) > 51_200)).toEqual([]);
    for (const { Resources } of templatesOf(bundle).values())
      expect(Object.keys(Resources).length).toBeLessThanOrEqual(500);
    expect(homes(bundle).size).toBe(1_000);
    // On average they are half full at least.
    expect(stackSets.length).toBeLessThan(100);
  });

  it('are kept with endpoints in many accounts', () => {
    const accounts = Array.from({ length: 60 }, (_, index) => accountNumber(index));
    const bundle = bundleOf((governance) => {
      for (const [index, account] of accounts.entries())
        governance.applications[`app-${index}`] = applicationOf({ account, callers: ['own'] });
      governance.organization.spokes = endpointsOf('aws', ...accounts);
    });
    const bodies = spokeStackSets(bundle).map(({ body }) => body);
    expect(bodies.filter((body) => Buffer.byteLength(body) > 51_200)).toEqual([]);
    expect(bodies.join('').match(/AWS::EC2::VPCEndpoint/g)).toHaveLength(60);
    const outputs = bodies.flatMap((body) => Object.values(JSON.parse(body).Outputs ?? {}));
    expect(outputs).toHaveLength(60);
  });

  it('are said where one application cannot keep them', () => {
    const bundle = bundleOf((governance) => {
      governance.applications.claims = applicationOf({
        account: accountNumber(1),
        roles: Array.from({ length: 50 }, (_, index) => `${'r'.repeat(60)}${index}`),
      });
    });
    expect(() => spokeStackSets(bundle)).toThrow(GatehouseFault);
    expect(() => spokeStackSets(bundle)).toThrow(
      /gatehouse-app-claims has \d+ characters; IAM takes 2048.*applications\.claims\.workloads/,
    );
  });
});

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/).filter((name) => name !== 'constructor');

describe('one more application', () => {
  const base = bundleOf(() => {});

  it('changes one template and moves nothing, or moves parts of the one that has no more room to a new one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 400, size: 'max' }), ([more = '', ...names]) => {
        const before = organization(names, base);
        const after = organization([...names, more], base);
        const [was, is] = [templatesOf(before), templatesOf(after)];
        const changed = [...is].filter(
          ([name, template]) => JSON.stringify(was.get(name)) !== JSON.stringify(template),
        );
        const [from, to] = [homes(before), homes(after)];
        const moved = [...from].filter(([id, home]) => to.get(id) !== home);
        const grown = changed.filter(([name]) => was.has(name));
        expect(grown.length).toBeLessThanOrEqual(1);
        for (const [id, home] of moved) {
          expect(grown.map(([name]) => name)).toEqual([home]);
          expect(was.has(to.get(id)!)).toBe(false);
        }
        expect([...was.keys()].filter((name) => !is.has(name))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('splits a template that is full: its applications stay, or move to one that was not there', () => {
    const names = Array.from({ length: 120 }, (_, index) => `app-${index}`);
    const roles = Array.from({ length: 10 }, (_, index) => `${'role'.repeat(12)}${index}`);
    const first = 70;
    let before = homes(organization(names.slice(0, first), base, roles));
    let splits = 0;
    for (let count = first + 1; count <= names.length; count++) {
      const after = homes(organization(names.slice(0, count), base, roles));
      const moved = [...before].filter(([id, home]) => after.get(id) !== home);
      if (moved.length > 0) splits += 1;
      expect(new Set(moved.map(([, home]) => home)).size).toBeLessThanOrEqual(1);
      const taken = new Set(before.values());
      expect(moved.filter(([id]) => taken.has(after.get(id)!))).toEqual([]);
      before = after;
    }
    expect(splits).toBeGreaterThan(0);
  });

  it('moves nothing while no template is full', () => {
    const names = Array.from({ length: 100 }, (_, index) => `app-${index}`);
    let homesBefore = homes(organization([], base));
    for (let count = 1; count <= names.length; count++) {
      const homesAfter = homes(organization(names.slice(0, count), base));
      for (const [id, home] of homesBefore) expect(homesAfter.get(id)).toBe(home);
      homesBefore = homesAfter;
    }
    expect(homesBefore.size).toBe(100);
  });
});
