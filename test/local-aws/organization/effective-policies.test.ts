import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DescribeEffectivePolicyCommand,
  type EffectivePolicyType,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, rootId, standInHere } from './organization.fixture.ts';

const here = standInHere();
const account = '200000000001';

beforeEach(() => here().control.seed({ empty: { accounts: 1, units: 1, policyTypes: ['AISERVICES_OPT_OUT', 'TAG'] } }));

async function attach(target: string, document: object, Type: PolicyType = 'AISERVICES_OPT_OUT_POLICY'): Promise<void> {
  const { organizations } = here();
  const made = new CreatePolicyCommand({
    Name: `on-${target}`,
    Description: '',
    Content: JSON.stringify(document),
    Type,
  });
  const { Policy } = await organizations.send(made);
  await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: target }));
}

async function effective(
  PolicyType: EffectivePolicyType = 'AISERVICES_OPT_OUT_POLICY',
  TargetId = account,
): Promise<unknown> {
  const command = new DescribeEffectivePolicyCommand({ PolicyType, TargetId });
  const { EffectivePolicy } = await here().organizations.send(command);
  return JSON.parse(EffectivePolicy?.PolicyContent ?? 'null');
}

const optOut = (value: string, more: object = {}) => ({ opt_out_policy: { '@@assign': value, ...more } });
const settled = { '@@operators_allowed_for_child_policies': ['@@none'] };

describe('effective policies of the stand-in', () => {
  it('inherit from the root, without operators', async () => {
    await attach(rootId, { services: { default: optOut('optOut') } });
    expect(await effective()).toEqual({ services: { default: { opt_out_policy: 'optOut' } } });
  });

  it('let those below say something else', async () => {
    await attach(rootId, { services: { default: optOut('optOut') } });
    await attach(account, { services: { default: optOut('optIn'), lex: optOut('optIn') } });
    const services = { default: { opt_out_policy: 'optIn' }, lex: { opt_out_policy: 'optIn' } };
    expect(await effective()).toEqual({ services });
  });

  it('let them say nothing about what is settled above', async () => {
    await attach(rootId, { services: { ...settled, default: { ...settled, ...optOut('optOut', settled) } } });
    await attach(account, { services: { default: optOut('optIn'), lex: optOut('optIn') } });
    expect(await effective()).toEqual({ services: { default: { opt_out_policy: 'optOut' } } });
  });

  it('append to lists and remove from them', async () => {
    const valuesOf = (operator: string, values: readonly string[]) => ({
      tags: { app: { tag_value: { [operator]: values } } },
    });
    await attach(rootId, valuesOf('@@assign', ['a', 'b']), 'TAG_POLICY');
    const unit = (await here().control.dump()).units[0]?.id ?? '';
    await attach(unit, valuesOf('@@append', ['b', 'c']), 'TAG_POLICY');
    await attach(account, valuesOf('@@remove', ['a']), 'TAG_POLICY');
    expect(await effective('TAG_POLICY')).toEqual({ tags: { app: { tag_value: ['b', 'c'] } } });
  });

  it('are none where nothing is attached, or the type is not enabled', async () => {
    expect(await refusalOf(effective())).toBe('EffectivePolicyNotFoundException');
    expect(await refusalOf(effective('BEDROCK_POLICY'))).toBe('EffectivePolicyNotFoundException');
  });

  it('are those of accounts, and of types that have them', async () => {
    expect(await refusalOf(effective('TAG_POLICY', rootId))).toBe('TargetNotFoundException');
    const type = 'SERVICE_CONTROL_POLICY' as EffectivePolicyType;
    expect(await refusalOf(effective(type))).toBe('InvalidInputException INVALID_ENUM_POLICY_TYPE');
  });
});
