import { readGovernance } from '../../../hub/local/governance-file.ts';
import type { ControlPolicy, DeclarativePolicy, PolicyContext, UnitKind } from '../../../scp-policies/policy.ts';
import type { StatementJson } from '../../../shared/iam/policy-json.ts';

/** The example organization, with other limits where a test wants them. */
export function contextWith(limits: Partial<PolicyContext['organization']['policies']['limits']> = {}): PolicyContext {
  const { organization, hub, models } = readGovernance('governance.yaml').bundle;
  const { policies } = organization;
  return {
    hub,
    models,
    organization: { ...organization, policies: { ...policies, limits: { ...policies.limits, ...limits } } },
  };
}

const description = { title: 'Made up', why: 'For a test.' };

export function control(
  id: string,
  attachesTo: UnitKind,
  statements: readonly StatementJson[],
  type: ControlPolicy['type'] = 'SCP',
): ControlPolicy {
  const cases = () => ({ allow: [], deny: [] });
  return { ...description, id, type, attachesTo, exceptions: [], statements: () => statements, cases };
}

export function declarative(
  id: string,
  attachesTo: UnitKind,
  document: ReturnType<DeclarativePolicy['document']>,
): DeclarativePolicy {
  return { ...description, id, type: 'TAG', attachesTo, document: () => document, cases: () => [] };
}

/** A Deny of one action everywhere. */
export function denial(Sid: string, Action: string): StatementJson {
  return { Sid, Effect: 'Deny', Action: [Action], Resource: ['*'] };
}
