import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accessStacks } from '../../../hub/stacks/access-stack.ts';
import { type SynthesizedPolicies, synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { loadGovernance } from '../../../shared/config/load.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { apis, endpointId } from '../../hub/access/access.fixture.ts';
import { decide, decideForAdministrator, synthesizeStacks } from '../../hub/stacks/synthesize.ts';
import { largeOrganization, stacksIn } from './spoke-organization.ts';

const example = loadGovernance(readFileSync('governance.yaml', 'utf8'), 'governance.yaml');
if (!example.ok) throw new Error(JSON.stringify(example.problems));

/** The policies of the hub and of all its spokes, as the templates have them. */
function policiesOf(bundle: PolicyBundle): SynthesizedPolicies {
  const { hub, guardrails } = bundle;
  const guardrail = (name: string) => ({
    arn: `arn:${hub.partition}:bedrock:${hub.region}:${hub.accountId}:guardrail/${name.replaceAll('-', '')}`,
    version: '1',
    profiles: [],
  });
  const hubStacks = synthesizeStacks((app) => {
    accessStacks(app, {
      env: { account: hub.accountId, region: hub.region },
      bundle,
      guardrails: Object.fromEntries(Object.keys(guardrails).map((name) => [name, guardrail(name)])),
      bedrockEndpointIds: [endpointId],
      apis,
    });
  });
  const accounts = [...new Set(Object.values(bundle.applications).map(({ accountId }) => accountId))];
  const all = [hubStacks, ...accounts.map((account) => stacksIn(bundle, account))].map(synthesizedPolicies);
  return {
    roles: all.flatMap(({ roles }) => roles),
    resources: all.flatMap(({ resources }) => resources),
    endpoints: all.flatMap(({ endpoints }) => endpoints),
    everything: all.flatMap(({ everything }) => everything),
  };
}

interface SpokePrincipal {
  readonly roleArn: string;
  readonly account: string;
  /** The application that it may be; null: none. */
  readonly application: string | null;
  /** Whether Gatehouse made it: then its policies are those of the template. Otherwise its account may have given it everything. */
  readonly made: boolean;
}

function principalsOf(bundle: PolicyBundle): readonly SpokePrincipal[] {
  const applications = Object.values(bundle.applications);
  const callers = applications.flatMap(({ name, accountId, callers }) =>
    callers.map((roleArn) => ({
      roleArn,
      account: accountId,
      application: name,
      made: roleArn.includes(':role/gatehouse-app-'),
    })),
  );
  const accounts = [...new Set(applications.map(({ accountId }) => accountId))];
  const strangers = accounts.map((account) => ({
    roleArn: `arn:${bundle.hub.partition}:iam::${account}:role/Administrator`,
    account,
    application: null,
    made: false,
  }));
  return [...callers, ...strangers];
}

function becomes(policies: SynthesizedPolicies, bundle: PolicyBundle, who: SpokePrincipal, target: string): boolean {
  const { partition, accountId } = bundle.hub;
  const name = who.roleArn.split('/').at(-1)!;
  const request: AccessRequest = {
    principal: { arn: `arn:${partition}:sts::${who.account}:assumed-role/${name}/s`, roleArn: who.roleArn },
    action: 'sts:AssumeRole',
    resource: `arn:${partition}:iam::${accountId}:role/gatehouse-caller-${target}`,
    context: { 'aws:PrincipalOrgID': bundle.organization.id, 'sts:RoleSessionName': target },
  };
  return (who.made ? decide : decideForAdministrator)(policies, request).allowed;
}

function calls(policies: SynthesizedPolicies, { hub }: PolicyBundle, caller: string, path: string): boolean[] {
  return apis.map(({ apiId, stage }) => {
    const request: AccessRequest = {
      principal: {
        arn: `arn:${hub.partition}:sts::${hub.accountId}:assumed-role/gatehouse-caller-${caller}/${caller}`,
      },
      action: 'execute-api:Invoke',
      resource: `arn:${hub.partition}:execute-api:${hub.region}:${hub.accountId}:${apiId}/${stage}/POST/apps/${path}/model/m/converse`,
    };
    return decide(policies, request).allowed;
  });
}

const organizations: readonly (readonly [string, PolicyBundle])[] = [
  ['the example', example.policy.bundle],
  ['24 applications in 8 accounts (aws)', largeOrganization('aws')],
  ['24 applications in 8 accounts (aws-us-gov)', largeOrganization('aws-us-gov')],
  ['24 applications in 8 accounts (aws-eusc)', largeOrganization('aws-eusc')],
];

describe('every principal of a spoke, every caller role of the hub, every path', { timeout: 120_000 }, () => {
  it.each(organizations)('only the right ones go together: %s', (_what, bundle) => {
    const policies = policiesOf(bundle);
    const names = Object.keys(bundle.applications);
    const principals = principalsOf(bundle);
    const paths = new Map(
      names.map((role) => [role, new Map(names.map((path) => [path, calls(policies, bundle, role, path)]))]),
    );
    const wrong: string[] = [];
    let allowed = 0;
    for (const principal of principals)
      for (const role of names) {
        const isIt = becomes(policies, bundle, principal, role);
        for (const path of names)
          for (const opens of paths.get(role)!.get(path)!) {
            const expected = principal.application === role && role === path;
            if ((isIt && opens) !== expected) wrong.push(`${principal.roleArn} → ${role} → ${path}`);
            if (isIt && opens) allowed += 1;
          }
      }
    expect(wrong).toEqual([]);
    // Every way that should be open is: one for each role that may call and each API.
    expect(allowed).toBe(principals.filter(({ application }) => application !== null).length * apis.length);
  });

  it('has enough of them to mean something', () => {
    for (const [, bundle] of organizations.slice(1)) {
      const applications = Object.values(bundle.applications);
      expect(applications).toHaveLength(24);
      expect(new Set(applications.map(({ accountId }) => accountId)).size).toBe(8);
      const principals = principalsOf(bundle);
      expect(principals.filter(({ made }) => made)).toHaveLength(16);
      expect(principals.filter(({ made, application }) => !made && application !== null)).toHaveLength(16);
      expect(principals.filter(({ application }) => application === null)).toHaveLength(8);
    }
  });

  it('makes every role that it speaks of', () => {
    const bundle = organizations[1]![1];
    const made = principalsOf(bundle).filter((principal) => principal.made);
    const { roles } = policiesOf(bundle);
    for (const { roleArn } of made) expect(roles.filter(({ arn }) => arn === roleArn)).toHaveLength(1);
  });
});
