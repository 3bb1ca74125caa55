import { canonicalJson, sha256Hex } from '../canonical-json.ts';
import { GatehouseFault } from '../errors.ts';
import type {
  ApplicationPolicy,
  CompiledPolicy,
  GuardrailPolicy,
  ModelPolicy,
  PolicyBundle,
  Price,
  WindowLimits,
} from './bundle.ts';
import { callersOf } from './compile-callers.ts';
import { bedrockGuardrailPolicy } from './compile-guardrail.ts';
import { freezeDeep } from './freeze-deep.ts';
import type { EdgePolicy, HubPolicy } from './hub-policy.ts';
import { bodyFormatOf, partitionOf } from './inferred.ts';
import { usdToNanos } from './money.ts';
import type { ApplicationConfig, GovernanceConfig, GuardrailConfig, ModelConfig } from './schema.ts';
import { defaultZones } from './zones.ts';

/**
 * A validated configuration → the bundle that the gateway decides from, with its identity. Deterministic: the hash depends on what the file means, not
 * on the order of its keys, its comments or how a number is written (RFC 8785 canonical JSON).
 */
export function compilePolicy(config: GovernanceConfig): CompiledPolicy {
  const bundle = freezeDeep(policyBundle(config));
  const canonical = canonicalJson(bundle);
  return { bundle, canonical, hash: sha256Hex(canonical) };
}

function policyBundle(config: GovernanceConfig): PolicyBundle {
  return {
    schemaVersion: 1,
    organization: organizationPolicy(config.organization),
    hub: hubPolicy(config.hub),
    models: dictionary(config.models, modelPolicy),
    guardrails: dictionary(config.guardrails, guardrailPolicy),
    applications: dictionary(config.applications, (application, name) =>
      applicationPolicy(application, name, config.hub),
    ),
    platformRules: config.platformRules,
    audit: { ...config.audit, logArchive: config.audit.logArchive ?? null },
  };
}

function organizationPolicy(organization: GovernanceConfig['organization']): PolicyBundle['organization'] {
  const { policies, delegatedAdministrator, breakGlass, spokes, ...rest } = organization;
  return {
    ...rest,
    delegatedAdministrator: delegatedAdministrator ?? null,
    breakGlass: breakGlass ?? null,
    spokes: spokes ?? null,
    policies: { ...policies, canaryUnit: policies.canaryUnit ?? null },
  };
}

function hubPolicy(hub: GovernanceConfig['hub']): HubPolicy {
  const { zones, existingVpc, transitGateway, prefixLists, ...network } = hub.network;
  return {
    ...hub,
    partition: hub.partition ?? partitionOf(hub.region),
    network: {
      ...network,
      zones: zones ?? defaultZones(hub.region),
      existingVpc: existingVpc ?? null,
      transitGateway: transitGateway ?? null,
      prefixLists: prefixLists ?? null,
    },
    edge: edgePolicy(hub.edge),
    functions: { ...hub.functions, codeSigningConfig: hub.functions.codeSigningConfig ?? null },
  };
}

function edgePolicy(edge: GovernanceConfig['hub']['edge']): EdgePolicy | null {
  if (edge === undefined) return null;
  const { regional = null, cloudFront = null, private: inVpcs = null, ...rest } = edge;
  return { ...rest, regional, cloudFront, private: inVpcs };
}

function modelPolicy(model: ModelConfig): ModelPolicy {
  return { ...model, bodyFormat: model.bodyFormat ?? bodyFormatOf(model.id), price: priceInNanos(model.price) };
}

function priceInNanos(price: ModelConfig['price']): Price {
  return {
    version: price.version,
    inputPerMillion: nanos(price.inputPerMillion),
    outputPerMillion: nanos(price.outputPerMillion),
    cacheReadPerMillion: nanos(price.cacheReadPerMillion),
    cacheWritePerMillion: nanos(price.cacheWritePerMillion),
  };
}

function guardrailPolicy(guardrail: GuardrailConfig, name: string): GuardrailPolicy {
  const { identifier, version, bedrock, ...rest } = guardrail;
  return {
    ...rest,
    identifier: identifier ?? `gatehouse-${name}`,
    version: String(version ?? 1),
    bedrock: identifier === undefined ? bedrockGuardrailPolicy(bedrock) : null,
    competitors: guardrail.competitors ?? null,
  };
}

function applicationPolicy(
  application: ApplicationConfig,
  name: string,
  hub: GovernanceConfig['hub'],
): ApplicationPolicy {
  const { account, outputSchema, limits, screening, answers, defaultPurpose, workloads, ...rest } = application;
  return {
    ...rest,
    name,
    accountId: account,
    callers: callersOf(name, application, hub),
    workloads: workloads ?? null,
    defaultPurpose: defaultPurpose ?? application.purposes[0] ?? '',
    limits: {
      maxOutputTokens: limits.maxOutputTokens,
      minute: windowLimits(limits.minute),
      day: windowLimits(limits.day),
      month: windowLimits(limits.month),
    },
    answers: { ...answers, confidence: answers.confidence ?? null },
    screening: {
      ...screening,
      input: { entities: dictionary(screening.input, (action) => action) },
      output: { entities: dictionary(screening.output, (action) => action) },
    },
    ...(outputSchema === undefined ? {} : { outputSchema }),
  };
}

function windowLimits(caps: ApplicationConfig['limits']['minute']): WindowLimits {
  return {
    requests: caps.requests ?? null,
    tokens: caps.tokens ?? null,
    costNanos: caps.usd === undefined ? null : nanos(caps.usd),
  };
}

function nanos(usd: number): number {
  const amount = usdToNanos(usd);
  if (amount !== undefined) return amount;
  throw new GatehouseFault(
    'configuration_invalid',
    `${usd} USD is not a whole number of nanodollars.`,
    'Validate the configuration before compiling it.',
  );
}

/** Without a prototype: a lookup by a name that a caller chose can find only what the file says. */
function dictionary<In, Out>(
  from: Readonly<Record<string, In>>,
  change: (value: In, key: string) => Out,
): Record<string, Out> {
  const result: Record<string, Out> = Object.create(null);
  for (const [key, value] of Object.entries(from)) result[key] = change(value, key);
  return result;
}
