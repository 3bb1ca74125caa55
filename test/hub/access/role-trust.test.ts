import { describe, expect, it } from 'vitest';
import { evaluateTrust } from '../../../hub/local/evaluate-trust.ts';
import { hubRoles } from '../../../hub/local/roles.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { decide, decideForAdministrator } from '../stacks/synthesize.ts';
import { accessPolicy, synthesizeAccess } from './access.fixture.ts';

const bundle = accessPolicy();
const policies = synthesizedPolicies(synthesizeAccess());
const organization = bundle.organization.id;
const roleArn = (name: string) => `arn:aws:iam::999988887777:role/${name}`;
const deskRole = 'arn:aws:iam::333344445555:role/desk/ResearchApi';

interface Case {
  readonly what: string;
  readonly roleArn: string;
  readonly session: string;
  readonly to?: string;
  readonly name?: string;
  readonly organizationId?: string;
  readonly tagKeys?: readonly string[];
  readonly sourceIdentity?: string;
  readonly allowed: boolean;
}

const claims = { roleArn: 'arn:aws:iam::111122223333:role/ClaimsWorkload', session: 'i-0abc' };
const cases: readonly Case[] = [
  { what: 'a caller under the pinned name', ...claims, allowed: true },
  {
    what: 'a caller with tags and a source identity',
    ...claims,
    tagKeys: ['team'],
    sourceIdentity: 'ada',
    allowed: true,
  },
  {
    what: 'a caller that names another account as its own in a tag',
    ...claims,
    tagKeys: ['team', 'gatehouse:account'],
    allowed: false,
  },
  { what: 'a caller under another name', ...claims, name: 'research-desk', allowed: false },
  { what: 'a caller of another application', ...claims, to: 'research-desk', name: 'research-desk', allowed: false },
  {
    what: 'a role with a path',
    roleArn: deskRole,
    session: 's',
    to: 'research-desk',
    name: 'research-desk',
    allowed: true,
  },
  {
    what: 'a role of the same name without the path',
    roleArn: 'arn:aws:iam::333344445555:role/ResearchApi',
    session: 's',
    to: 'research-desk',
    name: 'research-desk',
    allowed: false,
  },
  {
    what: 'another role of the spoke account',
    roleArn: 'arn:aws:iam::111122223333:role/Other',
    session: 's',
    allowed: false,
  },
  {
    what: 'the same role name in another account',
    roleArn: 'arn:aws:iam::444455556666:role/ClaimsWorkload',
    session: 's',
    allowed: false,
  },
  { what: 'a role of the hub itself', roleArn: roleArn('gatehouse-prompt-handler'), session: 's', allowed: false },
  { what: 'a caller that has left the organization', ...claims, organizationId: 'o-someoneelse', allowed: false },
];

function asSession({ roleArn: arn, session }: Case): { readonly arn: string; readonly roleArn: string } {
  const [, account, name] = /::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn)!;
  return { arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`, roleArn: arn };
}

/** What STS would ask of the deployed policy: one question for each thing that the request wants. */
function deployedAllows(one: Case): boolean {
  const { to = 'claims-assistant', name = to, organizationId = organization, tagKeys = [], sourceIdentity } = one;
  const request = (action: string, context: AccessRequest['context']): AccessRequest => ({
    principal: asSession(one),
    action,
    resource: roleArn(`gatehouse-caller-${to}`),
    context: { 'aws:PrincipalOrgID': organizationId, ...context },
  });
  const asked = [request('sts:AssumeRole', { 'sts:RoleSessionName': name })];
  if (tagKeys.length > 0) asked.push(request('sts:TagSession', { 'aws:TagKeys': tagKeys }));
  if (sourceIdentity !== undefined)
    asked.push(request('sts:SetSourceIdentity', { 'sts:SourceIdentity': sourceIdentity }));
  return asked.every((each) => decideForAdministrator(policies, each).allowed);
}

function localAllows(one: Case): boolean {
  const { to = 'claims-assistant', name = to, tagKeys = [], sourceIdentity } = one;
  const role = hubRoles(bundle).find((each) => each.name === `gatehouse-caller-${to}`)!;
  const question = { organizationId: organization, caller: asSession(one), sessionName: name, tagKeys, sourceIdentity };
  return evaluateTrust(role, question) === 'allowed';
}

describe('the trust of a caller role', () => {
  it.each(cases)('deployed: $what ($allowed)', (one) => {
    expect(deployedAllows(one)).toBe(one.allowed);
  });

  it.each(cases.filter(({ organizationId }) => organizationId === undefined))(
    'of the local STS: $what ($allowed)',
    (one) => {
      expect(localAllows(one)).toBe(one.allowed);
    },
  );

  it('needs the leave of the spoke account, too', () => {
    const request: AccessRequest = {
      principal: asSession(cases[0]!),
      action: 'sts:AssumeRole',
      resource: roleArn('gatehouse-caller-claims-assistant'),
      context: { 'aws:PrincipalOrgID': organization, 'sts:RoleSessionName': 'claims-assistant' },
    };
    expect(decideForAdministrator(policies, request).allowed).toBe(true);
    expect(decide(policies, request).reason).toBe('no-identity-allow');
  });

  it('says which name is pinned where only that is wrong', () => {
    const role = hubRoles(bundle)[0]!;
    const question = {
      organizationId: organization,
      caller: asSession(cases[0]!),
      tagKeys: [],
      sourceIdentity: undefined,
    };
    expect(evaluateTrust(role, { ...question, sessionName: 'other' })).toBe('session-name');
    const stranger = {
      arn: 'arn:aws:sts::111122223333:assumed-role/Other/s',
      roleArn: 'arn:aws:iam::111122223333:role/Other',
    };
    expect(evaluateTrust(role, { ...question, caller: stranger, sessionName: 'other' })).toBe('denied');
  });
});
