import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { decide, decideForAdministrator } from '../stacks/synthesize.ts';
import { synthesizeAccess } from './access.fixture.ts';

const policies = synthesizedPolicies(synthesizeAccess());
const session = (role: string, account = '999988887777') => `arn:aws:sts::${account}:assumed-role/${role}/s`;
const proper = {
  'aws:PrincipalOrgID': 'o-exampleorg1',
  'aws:RequestTag/application': 'claims-assistant',
  'aws:RequestTag/purpose': 'testing',
  'aws:TagKeys': ['application', 'purpose'],
  'sts:RoleSessionName': 'claims-assistant',
  'sts:SourceIdentity': 'ada',
} as const;

function decided(change: {
  readonly arn?: string;
  readonly action?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}) {
  const { arn = session('gatehouse-prompt-handler'), action = 'sts:AssumeRole', context = proper } = change;
  const resource = 'arn:aws:iam::999988887777:role/gatehouse-invoke-claims-assistant';
  return decideForAdministrator(policies, { principal: { arn }, action, resource, context });
}

const without = (key: keyof typeof proper) =>
  Object.fromEntries(Object.entries(proper).filter(([name]) => name !== key));

describe('the trust of an invocation role', () => {
  it.each(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'])('lets the prompt handler %s', (action) => {
    expect(decided({ action }).allowed).toBe(true);
  });

  it('asks for the leave of the prompt handler’s own policy, too', () => {
    const resource = 'arn:aws:iam::999988887777:role/gatehouse-invoke-claims-assistant';
    const principal = { arn: session('gatehouse-prompt-handler') };
    expect(decide(policies, { principal, action: 'sts:AssumeRole', resource, context: proper }).reason).toBe(
      'no-identity-allow',
    );
  });

  it.each(['gatehouse-gateway', 'gatehouse-response-filter', 'gatehouse-caller-claims-assistant', 'Administrator'])(
    'lets in no other role: %s',
    (role) => {
      expect(decided({ arn: session(role) }).allowed).toBe(false);
    },
  );

  it('lets in no prompt handler of another account', () => {
    expect(decided({ arn: session('gatehouse-prompt-handler', '111122223333') }).allowed).toBe(false);
  });

  it.each([
    'aws:RequestTag/application',
    'aws:RequestTag/purpose',
    'sts:SourceIdentity',
    'sts:RoleSessionName',
  ] as const)('lets in nobody without %s', (key) => {
    expect(decided({ context: without(key) }).allowed).toBe(false);
  });

  it.each([
    ['another application’s tag', { 'aws:RequestTag/application': 'research-desk' }],
    ['a purpose that is not its own', { 'aws:RequestTag/purpose': 'gossip' }],
    ['another session name', { 'sts:RoleSessionName': 'research-desk' }],
    ['another organization', { 'aws:PrincipalOrgID': 'o-someoneelse' }],
  ])('lets in nobody with %s', (_what, change) => {
    expect(decided({ context: { ...proper, ...change } }).allowed).toBe(false);
  });

  it('takes no further tags', () => {
    const context = { ...proper, 'aws:TagKeys': ['application', 'purpose', 'admin'] };
    expect(decided({ action: 'sts:TagSession', context }).allowed).toBe(false);
  });
});
