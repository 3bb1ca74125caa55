import type { Governing } from '../../../../pipelines/bootstrap/apply/governing.ts';
import { governingBy } from '../../../../pipelines/bootstrap/apply/governing-bundle.ts';
import { makePlan } from '../../../../pipelines/bootstrap/make-plan.ts';
import { organizationPolicies } from '../../../../scp-policies/catalogue.ts';
import { compiled, governanceText } from '../example-organization.fixture.ts';

const few: ReadonlySet<string> = new Set([
  'allowed-regions',
  'no-leaving',
  'hub-inference-on-record',
  'organization-perimeter',
  'ai-services-opt-out',
  'bedrock-guardrail',
  'gatehouse-tags',
]);
const catalogue = organizationPolicies.filter(({ id }) => few.has(id));

/** The rules of a governance file with a few policies of each type (to compose them all takes a second, and who uses this plans hundreds of times) and without preflight, which has tests of its own. */
export function fewRules(text = governanceText): Governing {
  const policy = compiled(text);
  const file = 'governance.yaml';
  return {
    ...governingBy(policy, { file }),
    plan: (snapshot) => makePlan(policy.bundle, policy.hash, snapshot, { file, catalogue }),
    obstacles: () => [],
  };
}
