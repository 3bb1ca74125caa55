import type { DeploymentFacts } from '../../hub/gateway/deployment-facts.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';

/** Rules, and what their deployment made. */
export interface RulesAndFacts {
  readonly bundle: PolicyBundle;
  readonly facts: DeploymentFacts;
}

/** One thing that a publication changes. */
export interface BundleChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Such as `application claims-assistant`. */
  readonly what: string;
}

type Named = Readonly<Record<string, unknown>>;

/** Everything in which the two differ, by name, in a fixed order. Before the first publication there is nothing. */
export function bundleChanges(before: RulesAndFacts | undefined, after: RulesAndFacts): readonly BundleChange[] {
  const sections = sectionsOf(after);
  const earlier = before === undefined ? undefined : sectionsOf(before);
  return Object.entries(sections).flatMap(([noun, now]) => changesOf(noun, earlier?.[noun] ?? {}, now));
}

function sectionsOf({ bundle, facts }: RulesAndFacts): Readonly<Record<string, Named>> {
  const { schemaVersion: _, applications, guardrails, models, ...rest } = bundle;
  return {
    application: applications,
    guardrail: guardrails,
    model: models,
    section: rest,
    'deployed guardrail': facts.guardrails,
    'inference profiles of': facts.inferenceProfiles,
  };
}

function changesOf(noun: string, before: Named, now: Named): BundleChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].toSorted();
  return names.flatMap((name): BundleChange[] => {
    const [had, has] = [Object.hasOwn(before, name), Object.hasOwn(now, name)];
    if (had && has && canonicalJson(before[name]) === canonicalJson(now[name])) return [];
    const kind = had && has ? 'changed' : had ? 'removed' : 'added';
    return [{ kind, what: `${noun} ${name}` }];
  });
}
