import { describe, expect, it } from 'vitest';
import { invocationSession } from '../../../hub/prompt-handler/invocation-session.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { synthesizeAccess } from '../access/access.fixture.ts';
import { decideForAdministrator } from '../stacks/synthesize.ts';

const home = { partition: 'aws', accountId: '999988887777' } as const;
const caller = { application: 'claims-assistant', purpose: 'testing', user: 'ada' };

describe('invocationSession', () => {
  it('names the application, the purpose and the user', () => {
    expect(invocationSession(caller, home)).toEqual({
      roleArn: 'arn:aws:iam::999988887777:role/gatehouse-invoke-claims-assistant',
      sessionName: 'claims-assistant',
      sourceIdentity: 'ada',
      tags: { application: 'claims-assistant', purpose: 'testing' },
    });
  });

  it.each(['aws', 'aws-us-gov', 'aws-eusc'] as const)('finds the role in partition %s', (partition) => {
    expect(invocationSession(caller, { ...home, partition }).roleArn).toMatch(`arn:${partition}:iam::`);
  });

  it.each(['Ada Lovelace', 'Ада', 'a', 'x'.repeat(65), 'ada;drop', 'user-not-declared'])(
    'has a digest stand for a user whom STS would not take: %s',
    (user) => {
      const { sourceIdentity } = invocationSession({ ...caller, user }, home);
      expect(sourceIdentity).toMatch(/^sha256-[0-9a-f]{48}$/);
      expect(invocationSession({ ...caller, user }, home).sourceIdentity).toBe(sourceIdentity);
      expect(invocationSession({ ...caller, user: `${user}.` }, home).sourceIdentity).not.toBe(sourceIdentity);
    },
  );

  it.each([null, 'ada', 'Ada Lovelace'])('asks for what the deployed trust policy lets in (user %s)', (user) => {
    const { roleArn, sessionName, sourceIdentity, tags } = invocationSession({ ...caller, user }, home);
    const context = {
      'aws:PrincipalOrgID': 'o-exampleorg1',
      'aws:RequestTag/application': tags.application,
      'aws:RequestTag/purpose': tags.purpose,
      'aws:TagKeys': Object.keys(tags),
      'sts:RoleSessionName': sessionName,
      'sts:SourceIdentity': sourceIdentity,
    };
    const principal = { arn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-prompt-handler/s' };
    const policies = synthesizedPolicies(synthesizeAccess());
    for (const action of ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'])
      expect(decideForAdministrator(policies, { principal, action, resource: roleArn, context }).allowed).toBe(true);
  });
});
