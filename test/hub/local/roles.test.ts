import { describe, expect, it } from 'vitest';
import { hubRoles, workloadRoles } from '../../../hub/local/roles.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { examplePolicy } from './policy.fixture.ts';

const policy = examplePolicy();

describe('hub roles', () => {
  it('are one for each application, trusting exactly its callers under its name', () => {
    expect(hubRoles(policy).find(({ name }) => name === 'gatehouse-caller-research-desk')).toEqual({
      arn: 'arn:aws:iam::999988887777:role/gatehouse-caller-research-desk',
      name: 'gatehouse-caller-research-desk',
      accountId: '999988887777',
      kind: 'caller',
      trusts: ['arn:aws:iam::333344445555:role/desk/ResearchApi', 'arn:aws:iam::333344445555:role/ResearchBatch'],
      sessionName: 'research-desk',
    });
  });

  it.each([
    ['gatehouse-auditor', 'auditors'],
    ['gatehouse-platform', 'platform-team'],
  ])('%s trusts %s of the hub account alone, under any session name', (name, trusted) => {
    const role = hubRoles(policy).find((each) => each.name === name);
    expect(role?.trusts).toEqual([`arn:aws:iam::999988887777:role/${trusted}`]);
    expect(role).not.toHaveProperty('sessionName');
  });

  it('are in the partition of the hub', () => {
    const gov = examplePolicy();
    const inGov = { ...gov, hub: { ...gov.hub, partition: 'aws-us-gov' as const }, applications: {} };
    expect(hubRoles(inGov).map(({ arn }) => arn)).toEqual([
      'arn:aws-us-gov:iam::999988887777:role/gatehouse-auditor',
      'arn:aws-us-gov:iam::999988887777:role/gatehouse-platform',
    ]);
  });
});

describe('callers', () => {
  const withCaller = (caller: string) => {
    const application = { ...policy.applications['claims-assistant']!, callers: [caller] };
    return { ...policy, applications: { 'claims-assistant': application } };
  };

  it.each([
    'arn:aws:iam::444455556666:role/ClaimsWorkload',
    'arn:aws-us-gov:iam::111122223333:role/ClaimsWorkload',
    'arn:aws:iam::111122223333:user/someone',
    'arn:aws:iam::111122223333:root',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/a\nrole_arn = x',
    `arn:aws:iam::111122223333:role/${'a/'.repeat(5_000)}`,
    '*',
  ])('that are no role of the spoke account are a fault: %.60j', (caller) => {
    expect(() => hubRoles(withCaller(caller))).toThrow(GatehouseFault);
  });

  it('are listed once each, whoever else names them', () => {
    const twice = {
      ...policy,
      applications: { ...policy.applications, second: { ...policy.applications['claims-assistant']!, name: 'second' } },
    };
    const arns = workloadRoles(twice).map(({ arn }) => arn);
    expect(arns.filter((arn) => arn.endsWith('/ClaimsWorkload'))).toHaveLength(1);
    expect(arns).toContain('arn:aws:iam::999988887777:role/auditors');
  });
});
