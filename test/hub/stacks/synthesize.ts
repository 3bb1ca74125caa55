import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { applicablePolicies } from '../../../pipelines/policy/applicable-policies.ts';

import { readAssembly } from '../../../pipelines/policy/read-assembly.ts';
import type { SynthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { SynthesizedStack } from '../../../pipelines/policy/synthesized-stack.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize, type Decision, type PolicySet } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';

const context = JSON.parse(readFileSync('cdk.json', 'utf8')).context as Record<string, unknown>;

/** The stacks that `compose` puts into an app, as CloudFormation would get them. */
export function synthesizeStacks(compose: (app: App) => void): readonly SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'gatehouse-stacks-'));
  try {
    const app = new App({ outdir, context, analyticsReporting: false });
    compose(app);
    app.synth();
    return readAssembly(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All that an administrator's own policy can grant. */
const everything = {
  name: 'administrator',
  document: parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/** Decides by the policies of the templates alone. */
export function decide(policies: SynthesizedPolicies, request: AccessRequest): Decision {
  return authorize(request, applicablePolicies(request, policies));
}

/** The same for somebody whom the account's own policies allow everything: only what the resource itself says can stop them. */
export function decideForAdministrator(policies: SynthesizedPolicies, request: AccessRequest): Decision {
  const set: PolicySet = { ...applicablePolicies(request, policies), identity: [everything] };
  return authorize(request, set);
}
