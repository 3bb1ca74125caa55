import { GetParameterCommand, GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { deployedGuardrailsParameter, inferenceProfilesParameter } from '../../hub/access/parameter-names.ts';
import { type DeploymentFacts, readParameter } from '../../hub/gateway/deployment-facts.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { awsFault } from './aws-faults.ts';

/** Names that one GetParameters takes. */
const mostNames = 10;

/**
 * What the hub's stacks left in Parameter Store: guardrails, and the inference profiles of applications that have some.
 * @throws GatehouseFault `aws_unavailable`; `configuration_invalid` where a parameter holds something else.
 */
export async function readDeployment(client: SSMClient, bundle: PolicyBundle): Promise<DeploymentFacts> {
  const guardrails = await guardrailsOf(client);
  const inferenceProfiles = await profilesOf(client, Object.keys(bundle.applications).toSorted());
  return { schemaVersion: 1, guardrails, inferenceProfiles };
}

async function guardrailsOf(client: SSMClient): Promise<DeploymentFacts['guardrails']> {
  const request = new GetParameterCommand({ Name: deployedGuardrailsParameter });
  const { Parameter } = await client.send(request).catch(failed);
  return readParameter('guardrails', deployedGuardrailsParameter, Parameter?.Value ?? '');
}

/** An application without the parameter has no inference profile: its models are asked under their own names. */
async function profilesOf(
  client: SSMClient,
  applications: readonly string[],
): Promise<DeploymentFacts['inferenceProfiles']> {
  const byName = new Map(applications.map((application) => [inferenceProfilesParameter(application), application]));
  const profiles: Record<string, Record<string, string>> = {};
  const names = [...byName.keys()];
  for (let start = 0; start < names.length; start += mostNames) {
    const request = new GetParametersCommand({ Names: names.slice(start, start + mostNames) });
    const { Parameters = [] } = await client.send(request).catch(failed);
    for (const { Name = '', Value = '' } of Parameters) {
      const application = byName.get(Name);
      if (application !== undefined) profiles[application] = readParameter('profiles', Name, Value);
    }
  }
  return profiles;
}

function failed(error: unknown): never {
  throw awsFault(error);
}
