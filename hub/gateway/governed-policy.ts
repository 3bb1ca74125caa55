import type { ApplicationPolicy, CompiledPolicy, GuardrailPolicy, ModelPolicy } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { JudgingEngines } from '../audit/record.ts';
import { judgingEngines } from '../guardrails/judging-engines.ts';
import { rebuildSchema } from '../response-filter/schema/rebuild-schema.ts';
import { SchemaCache } from '../response-filter/schema/schema-cache.ts';
import { createScreener } from '../screening/create-screener.ts';
import type { Screener } from '../screening/screener.ts';
import type { Guardrails } from './ports.ts';
import { schemaRules } from './schema-rule.ts';

/** A policy bundle made ready to decide with: names indexed and detectors composed once, when the bundle is loaded, not for each call. */
export interface GovernedPolicy {
  readonly compiled: CompiledPolicy;
  /** By application name. */
  readonly applications: ReadonlyMap<string, GovernedApplication>;
  /** By every name that a caller may use for a model: id, inference profile, or an ARN of one in an allowed Region. */
  readonly models: ReadonlyMap<string, GovernedModel>;
  /** Output schemas, compiled when first an answer is checked against them. */
  readonly schemas: SchemaCache;
}

export interface GovernedModel {
  /** Key in the bundle. */
  readonly key: string;
  readonly policy: ModelPolicy;
}

export interface GovernedApplication {
  readonly policy: ApplicationPolicy;
  readonly guardrail: GuardrailPolicy;
  /** The platform's rules, then the application's, then what its output schema asks for. */
  readonly rules: readonly string[];
  readonly input: Screener;
  readonly output: Screener;
  /** Who judges which of the policy's types, with a guardrail service and without one. */
  readonly engines: Readonly<Record<Guardrails['engine'], JudgingEngines>>;
}

export function governPolicy(compiled: CompiledPolicy): GovernedPolicy {
  const { bundle } = compiled;
  const applications = new Map<string, GovernedApplication>();
  for (const [name, policy] of Object.entries(bundle.applications)) {
    const guardrail = bundle.guardrails[policy.guardrail];
    if (guardrail === undefined) throw missingGuardrail(name, policy.guardrail);
    requireUsableSchema(policy);
    applications.set(name, {
      policy,
      guardrail,
      rules: [...bundle.platformRules, ...policy.systemRules, ...schemaRules(policy)],
      input: createScreener(policy, guardrail, 'input'),
      output: createScreener(policy, guardrail, 'output'),
      engines: {
        bedrock: judgingEngines(policy, guardrail, 'bedrock'),
        local: judgingEngines(policy, guardrail, 'local'),
      },
    });
  }
  const models = new Map<string, GovernedModel>();
  for (const [key, policy] of Object.entries(bundle.models)) {
    for (const name of namesOf(policy, bundle.hub.partition, bundle.hub.accountId)) models.set(name, { key, policy });
  }
  return { compiled, applications, models, schemas: new SchemaCache() };
}

/** ARN forms: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html#amazonbedrock-resources-for-iam-policies */
function namesOf(model: ModelPolicy, partition: string, accountId: string): string[] {
  const names = [model.id, ...model.inferenceProfiles];
  for (const region of model.regions) {
    names.push(`arn:${partition}:bedrock:${region}::foundation-model/${model.id}`);
    for (const profile of model.inferenceProfiles) {
      if (!profile.startsWith('arn:'))
        names.push(`arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${profile}`);
    }
  }
  return names;
}

/** An answer that nobody can check would be refused at each call: better to say so before the first. */
function requireUsableSchema({ name, outputSchema }: ApplicationPolicy): void {
  const problem = outputSchema === undefined ? undefined : rebuildSchema(outputSchema);
  if (typeof problem !== 'string') return;
  throw new GatehouseFault(
    'configuration_invalid',
    `The outputSchema of application ${name} cannot be used (${problem}).`,
    `Mend applications.${name}.outputSchema in governance.yaml: JSON Schema 2020-12 or draft-07, patterns in RE2 syntax, references within the schema.`,
  );
}

function missingGuardrail(application: string, guardrail: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `The policy bundle's application ${application} names guardrail ${guardrail}, which the bundle does not hold.`,
    'Compile the bundle from governance.yaml again.',
  );
}
