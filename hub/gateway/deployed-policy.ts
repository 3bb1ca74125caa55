import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { withDeployedGuardrails } from '../guardrails/with-deployed-guardrails.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import { type GovernedPolicy, governPolicy } from './governed-policy.ts';

/** Rules ready to decide with, and what their deployment made. */
export interface DeployedPolicy extends GovernedPolicy {
  /** By application, then by model as the bundle names it: ARN of the inference profile through which it is asked. Where there is none, the model is asked under its own name. */
  readonly inferenceProfiles: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** @throws GatehouseFault `configuration_invalid` where the deployment is not one of these rules. */
export function deployedPolicy(compiled: CompiledPolicy, facts: DeploymentFacts): DeployedPolicy {
  const bundle = withDeployedGuardrails(compiled.bundle, facts.guardrails);
  const profiles = Object.entries(facts.inferenceProfiles);
  return {
    ...governPolicy({ ...compiled, bundle }),
    inferenceProfiles: new Map(profiles.map(([application, arns]) => [application, new Map(Object.entries(arns))])),
  };
}
