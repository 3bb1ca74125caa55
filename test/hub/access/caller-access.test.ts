import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { decide } from '../stacks/synthesize.ts';
import { accessPolicy, apis, synthesizeAccess } from './access.fixture.ts';

const bundle = accessPolicy();
const policies = synthesizedPolicies(synthesizeAccess());
const names = Object.keys(bundle.applications);
const session = (application: string) =>
  `arn:aws:sts::999988887777:assumed-role/gatehouse-caller-${application}/${application}`;
const apiArn = (path: string, api = 'edgeapi123') => `arn:aws:execute-api:us-east-1:999988887777:${api}/${path}`;

function invokes(application: string, resource: string): boolean {
  return decide(policies, { principal: { arn: session(application) }, action: 'execute-api:Invoke', resource }).allowed;
}

const pairs = names.flatMap((caller) =>
  names.flatMap((path) => apis.map(({ apiId }) => [caller, path, apiId] as const)),
);

describe('a caller role', () => {
  it.each(pairs)('of %s on the paths of %s (API %s): only its own', (caller, path, api) => {
    for (const rest of ['model/amazon.micro-v1%3A0/converse', 'jobs', 'openai/v1/chat/completions'])
      expect(invokes(caller, apiArn(`v1/POST/apps/${path}/${rest}`, api))).toBe(caller === path);
  });

  it.each([
    [
      'its own path in the middle of another one’s',
      'v1/POST/apps/research-desk/model/x/apps/claims-assistant/converse',
    ],
    ['its own path behind another stage and method', 'v1/POST/GET/apps/claims-assistant/jobs'],
    ['another stage', 'test/POST/apps/claims-assistant/jobs'],
    ['a method that no caller sends', 'v1/DELETE/apps/claims-assistant/jobs'],
    ['an application whose name begins like its own', 'v1/POST/apps/claims-assistant-2/jobs'],
    ['the auditors’ paths', 'v1/GET/audit/records'],
  ])('does not reach %s', (_what, path) => {
    expect(invokes('claims-assistant', apiArn(path))).toBe(false);
  });

  it('reaches no other API of the account', () => {
    expect(invokes('claims-assistant', apiArn('v1/POST/apps/claims-assistant/jobs', 'someoneelse'))).toBe(false);
  });

  it.each(['bedrock:InvokeModel', 's3:GetObject', 'sts:AssumeRole', 'execute-api:ManageConnections'])(
    'may not %s',
    (action) => {
      expect(decide(policies, { principal: { arn: session('claims-assistant') }, action, resource: '*' }).allowed).toBe(
        false,
      );
    },
  );

  it('may do nothing where there is no API yet', () => {
    const without = synthesizedPolicies(synthesizeAccess(bundle, { apis: [] }));
    const role = without.roles.find(({ name }) => name === 'gatehouse-caller-claims-assistant');
    expect(role?.identity).toEqual([]);
  });
});
