/** Where a deployment leaves what only it knows, and functions and pipelines find it (AWS Systems Manager Parameter Store). */

/** ARNs of an application's inference profiles, for the prompt handler: a JSON object, model name to ARN. */
export function inferenceProfilesParameter(application: string): string {
  return `/gatehouse/applications/${application}/inference-profiles`;
}

/** The hub's own guardrails, for who delivers a bundle: a JSON object, name to `DeployedGuardrail`. */
export const deployedGuardrailsParameter = '/gatehouse/guardrails';
