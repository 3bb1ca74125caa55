import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationOf, hubRoles, workloadRoles } from '../../../hub/local/roles.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { examplePolicy } from './policy.fixture.ts';

const policy = examplePolicy();
const session = 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant';

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

describe('the application of a principal', () => {
  it('is that of its caller role', () => {
    expect(applicationOf(session, policy)).toBe('claims-assistant');
  });

  it.each([
    ['a longer role name', session.replace('assistant/', 'assistant-evil/')],
    ['a shorter role name', session.replace('assistant/', 'assistan/')],
    ['another account', session.replace('999988887777', '111122223333')],
    ['another partition', session.replace('arn:aws:', 'arn:aws-cn:')],
    ['another service', session.replace(':sts:', ':iam:')],
    ['another case', session.replace('gatehouse', 'Gatehouse')],
    ['a role path', session.replace('assumed-role/', 'assumed-role/path/')],
    ['no session', 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant'],
    ['an empty session', 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/'],
    ['more after the session', `${session}/more`],
    ['the role itself', 'arn:aws:iam::999988887777:role/gatehouse-caller-claims-assistant'],
    ['the auditor', 'arn:aws:sts::999988887777:assumed-role/gatehouse-auditor/claims-assistant'],
    ['an application that is none', session.replace('claims-assistant/', 'constructor/')],
    ['a prototype key', session.replace('claims-assistant/', '__proto__/')],
    ['nothing', ''],
  ])('is unknown for %s', (_, arn) => {
    expect(applicationOf(arn, policy)).toBeUndefined();
  });

  it('is unknown for anything that is not exactly such a session', () => {
    fc.assert(
      fc.property(fc.nat(session.length - 1), fc.string({ minLength: 1, maxLength: 2 }), (at, inserted) => {
        const roleEnd = session.lastIndexOf('/');
        fc.pre(at < roleEnd);
        const changed = session.slice(0, at) + inserted + session.slice(at);
        fc.pre(!changed.startsWith(session.slice(0, roleEnd + 1)));
        expect(applicationOf(changed, policy)).toBeUndefined();
      }),
    );
  });
});
