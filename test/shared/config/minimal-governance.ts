import { stringify } from 'yaml';
import { type LoadResult, loadGovernance } from '../../../shared/config/load.ts';
import type { Problem } from '../../../shared/config/problem.ts';
import type { GovernanceInput } from '../../../shared/config/schema.ts';

type Mutable<T> = T extends readonly unknown[] | string | number | boolean | undefined
  ? T
  : { -readonly [K in keyof T]: Mutable<T[K]> };

/** The smallest valid governance file with one model, one guardrail and one application; fresh at every call, so tests may change it. */
export function minimalGovernance(): Mutable<GovernanceInput> {
  return {
    organization: { id: 'o-exampleorg1', name: 'Example', managementAccountId: '123456789012' },
    hub: { accountId: '999988887777', region: 'us-east-1' },
    audit: { minimumRetentionDays: 30 },
    models: { nova: minimalModel() },
    guardrails: { basic: { identifier: 'gr1a2b3c4d5e', version: 1 } },
    applications: { desk: minimalApplication() },
  };
}

export function minimalModel(): Mutable<GovernanceInput['models'][string]> {
  return {
    id: 'amazon.nova-micro-v1:0',
    regions: ['us-east-1'],
    maxOutputTokens: 5000,
    price: {
      version: '2026-11-02',
      inputPerMillion: 0.035,
      outputPerMillion: 0.14,
      cacheReadPerMillion: 0.00875,
      cacheWritePerMillion: 0.035,
    },
  };
}

export function minimalApplication(): Mutable<GovernanceInput['applications'][string]> {
  return {
    description: 'A desk',
    owner: 'desk@example.com',
    account: '111122223333',
    callers: ['arn:aws:iam::111122223333:role/desk'],
    purposes: ['answering', 'drafting'],
    models: ['nova'],
    guardrail: 'basic',
    limits: { maxOutputTokens: 1000 },
    screening: { input: { EMAIL: 'mask' }, output: {} },
    retentionDays: 30,
  };
}

export function load(governance: unknown): LoadResult {
  return loadGovernance(stringify(governance, { aliasDuplicateObjects: false }), 'governance.yaml');
}

/** The problems of a text or of data; fails where there are none. */
export function problemsOf(governance: unknown): readonly Problem[] {
  const result = typeof governance === 'string' ? loadGovernance(governance, 'governance.yaml') : load(governance);
  if (result.ok) throw new Error('the governance file was expected to have problems');
  return result.problems;
}

/** The one problem of data that should have exactly one. */
export function onlyProblem(governance: unknown): Problem {
  const problems = problemsOf(governance);
  if (problems.length !== 1 || problems[0] === undefined) {
    throw new Error(`one problem was expected, not ${JSON.stringify(problems, null, 1)}`);
  }
  return problems[0];
}
