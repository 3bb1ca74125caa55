import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applicationOf } from '../../../hub/gateway/caller-roles.ts';
import { examplePolicy } from '../local/policy.fixture.ts';

const policy = examplePolicy();
const session = 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant';

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
