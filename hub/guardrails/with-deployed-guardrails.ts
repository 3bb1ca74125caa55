import type { GuardrailPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { definitionHash, guardrailDefinition } from './guardrail-definition.ts';

/** What a deployment made of a guardrail: the pair that Bedrock is asked with, and the hash of the definition that it was made from. */
export interface DeployedGuardrail {
  readonly identifier: string;
  readonly version: string;
  readonly definition: string;
}

/**
 * The bundle with the identifiers that a deployment gave the hub's own guardrails. The bundle's hash stays that of the rules; through the definition's hash it also decides which version may stand for them, so a
 * deployment that is older or newer than the bundle is refused instead of used.
 *
 * @throws GatehouseFault `configuration_invalid` where one was not deployed, or was deployed from other rules.
 */
export function withDeployedGuardrails(
  bundle: PolicyBundle,
  deployed: Readonly<Record<string, DeployedGuardrail>>,
): PolicyBundle {
  const guardrails: Record<string, GuardrailPolicy> = Object.create(null);
  for (const [name, guardrail] of Object.entries(bundle.guardrails)) {
    guardrails[name] =
      guardrail.bedrock === null ? guardrail : { ...guardrail, ...deploymentOf(name, bundle, deployed) };
  }
  return Object.freeze({ ...bundle, guardrails: Object.freeze(guardrails) });
}

function deploymentOf(
  name: string,
  bundle: PolicyBundle,
  deployed: Readonly<Record<string, DeployedGuardrail>>,
): Pick<GuardrailPolicy, 'identifier' | 'version'> {
  const found = Object.hasOwn(deployed, name) ? deployed[name] : undefined;
  if (found === undefined) throw undeployed(name, 'was not deployed');
  if (found.definition !== definitionHash(guardrailDefinition(bundle, name)))
    throw undeployed(name, 'was deployed from other rules than the bundle has');
  return { identifier: found.identifier, version: found.version };
}

function undeployed(name: string, what: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `Guardrail ${name} ${what}.`,
    'Deploy the guardrails from the same governance file as the bundle, and the bundle after them.',
  );
}
