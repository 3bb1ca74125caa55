import { describe, expect, it } from 'vitest';
import { composeUnits, type Surroundings } from '../../../scp-policies/composer/compose-units.ts';
import type { OrganizationPolicy } from '../../../scp-policies/policy.ts';
import { inForce } from './composer.fixture.ts';
import { contextWith, control, declarative, denial } from './policies.fixture.ts';

const nothing: Surroundings = { attached: () => [], previous: [] };
const compose = (policies: readonly OrganizationPolicy[], surroundings = nothing, limits = {}) =>
  composeUnits(policies, contextWith(limits), surroundings);

const spokes = control('no-inference', 'spokes', [denial('NoInference', 'bedrock:InvokeModel')]);
const hub = control('no-internet', 'hub', [denial('NoInternet', 'ec2:CreateInternetGateway')]);
const governed = control('no-leaving', 'governed', [denial('NoLeaving', 'organizations:LeaveOrganization')]);
const tags = declarative('gatehouse-tags', 'governed', { tags: { Owner: { tag_key: { '@@assign': 'Owner' } } } });

describe('policies for units', () => {
  it('are composed for spokes and for the hub, what is for all of them with each', async () => {
    const composed = await compose([spokes, hub, governed]);
    expect(composed.map(({ unit, type, policies }) => [unit, type, policies.map(({ sources }) => sources)])).toEqual([
      ['spokes', 'SCP', [['no-inference', 'no-leaving']]],
      ['hub', 'SCP', [['no-internet', 'no-leaving']]],
    ]);
  });

  it('are named after their type and unit', async () => {
    const perimeter = control('perimeter', 'hub', [{ ...denial('Perimeter', 's3:*'), Principal: '*' }], 'RCP');
    const composed = await compose([governed, perimeter, tags]);
    expect(composed.flatMap(({ policies }) => policies.map(({ name }) => name))).toEqual([
      'gatehouse-scp-spokes-1',
      'gatehouse-tags',
      'gatehouse-scp-hub-1',
      'gatehouse-rcp-hub-1',
      'gatehouse-tags',
    ]);
  });

  it('are composed for one kind of unit alone where that is asked', async () => {
    const composed = await composeUnits([spokes, hub], contextWith(), nothing, ['hub']);
    expect(composed.map(({ unit }) => unit)).toEqual(['hub']);
  });

  it('are none where the configuration asks for none', async () => {
    expect(await compose([control('empty', 'governed', []), declarative('none', 'governed', undefined)])).toEqual([]);
  });

  it('stay where they are when a policy comes', async () => {
    const limits = { scpCharacters: 125 };
    const before = await compose([spokes], nothing, limits);
    const previous = before.flatMap(inForce);
    const added = control('a-new-one', 'spokes', [denial('New', 'bedrock:ApplyGuardrail')]);
    const [after] = await compose([added, spokes], { ...nothing, previous }, limits);
    const places = after?.policies.map(({ name, sources }) => [name, sources]);
    expect(places).toEqual([
      ['gatehouse-scp-spokes-1', ['no-inference']],
      ['gatehouse-scp-spokes-2', ['a-new-one']],
    ]);
  });
});

describe('slots of a unit', () => {
  it('count what AWS attaches by itself', async () => {
    const perimeter = control('perimeter', 'spokes', [{ ...denial('Perimeter', 's3:*'), Principal: '*' }], 'RCP');
    const composed = await compose([spokes, perimeter]);
    expect(composed.map(({ attached }) => attached)).toEqual([['FullAWSAccess'], ['RCPFullAWSAccess']]);
  });

  it('count what others have attached, and not what these replace', async () => {
    const attached = () => ['landing-zone', 'gatehouse-scp-spokes-1', 'FullAWSAccess', 'gatehouse-scp-spokes-old'];
    const [composed] = await compose([spokes], { ...nothing, attached });
    expect(composed?.attached).toEqual(['FullAWSAccess', 'gatehouse-scp-spokes-old', 'landing-zone']);
  });

  it('may be short where there is nothing to attach', async () => {
    const attached = () => Array.from({ length: 12 }, (_, index) => `other-${index}`);
    expect(await compose([], { ...nothing, attached })).toEqual([]);
  });

  it('are refused by name where they do not suffice', async () => {
    const attached = () => ['one', 'two'];
    await expect(compose([spokes], { ...nothing, attached }, { scpSlots: 3 })).rejects.toThrow(
      'gatehouse-scp-spokes needs 1 policy of at most 10,240 characters (122 in all), and 0 of 3 slots are free. Attached already: FullAWSAccess, one, two.',
    );
  });
});

describe('a policy that is no set of statements', () => {
  const large = declarative('large', 'hub', { text: 'x'.repeat(10_000) });

  it('stays one, as its shortest text', async () => {
    const [composed] = await compose([tags]);
    expect(composed?.policies[0]?.text).toBe('{"tags":{"Owner":{"tag_key":{"@@assign":"Owner"}}}}');
  });

  it('is refused where it is too large, with the figures', async () => {
    await expect(compose([large])).rejects.toThrow(
      'Policy large takes 10,011 characters where 10,000 is the most. Shorten it by 11 characters or more.',
    );
  });

  it('is refused where no slot is free', async () => {
    const attached = () => Array.from({ length: 10 }, (_, index) => `other-${index}`);
    await expect(compose([tags], { ...nothing, attached })).rejects.toThrow('Policy type TAG of spokes needs 1 policy');
  });
});
