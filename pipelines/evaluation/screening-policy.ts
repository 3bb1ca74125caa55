import { screeningPlan } from '../../hub/screening/create-screener.ts';
import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { entityTypes } from '../../shared/config/entity-types.ts';
import { loadGovernance } from '../../shared/config/load.ts';
import { printable } from '../../shared/config/printable.ts';
import { readGovernanceFile } from '../../shared/config/read-file.ts';
import { GatehouseFault } from '../../shared/errors.ts';

/** Which rules to judge by: an application's of a governance file, or (no application) every local detector. Plain data, so that it can be sent to a worker. */
export interface PolicyChoice {
  readonly file: string;
  /** undefined: no policy, but everything that can be found locally. */
  readonly application: string | undefined;
  readonly direction: 'input' | 'output';
}

const allLocal = {
  entities: Object.fromEntries(entityTypes.map((type) => [type, 'mask' as const])),
};

/** Every local detector masks, and attacks are blocked: what can be found at all, before a policy narrows it. */
export function everythingPlan(): ScreeningPlan {
  const screening = {
    input: allLocal,
    output: allLocal,
    promptAttack: 'block' as const,
    promptAttackThreshold: 0.5,
    untrusted: 'as-is' as const,
    unreadable: 'refuse' as const,
  };
  const guardrail = {
    identifier: 'none',
    version: '0',
    blockedInputMessage: '',
    blockedOutputMessage: '',
    words: [],
    competitors: null,
    bedrock: null,
    topics: [],
    regexes: [],
  };
  return screeningPlan({ screening }, guardrail, 'input');
}

/** Throws GatehouseFault `configuration_invalid` where the file is not valid or has no such application. */
export function planOf({ file, application, direction }: PolicyChoice): ScreeningPlan {
  if (application === undefined) return everythingPlan();
  const bundle = readBundle(file);
  const known = Object.hasOwn(bundle.applications, application) ? bundle.applications[application] : undefined;
  if (known === undefined) throw noSuchApplication(bundle, file, application);
  const guardrail = Object.hasOwn(bundle.guardrails, known.guardrail) ? bundle.guardrails[known.guardrail] : undefined;
  if (guardrail === undefined) throw new TypeError('a compiled policy whose guardrail is missing');
  return screeningPlan(known, guardrail, direction);
}

/** The names of a file's applications, in its order. */
export function applicationsOf(file: string): readonly string[] {
  return Object.keys(readBundle(file).applications);
}

/** The sensitive-information types (and words, patterns, competitors) that a plan looks for. */
export function claimedBy(plan: ScreeningPlan): ReadonlySet<string> {
  const claimed = new Set<string>();
  for (const { detector, actionOf } of plan.rules)
    for (const type of detector.types) if (actionOf(type) !== undefined) claimed.add(type);
  return claimed;
}

function readBundle(file: string): PolicyBundle {
  const result = loadGovernance(readGovernanceFile(file), file);
  if (result.ok) return result.policy.bundle;
  throw new GatehouseFault(
    'configuration_invalid',
    `${printable(file, 300)} is not valid (${result.problems.length} problems).`,
    'npx gatehouse validate shows them.',
  );
}

function noSuchApplication(bundle: PolicyBundle, file: string, application: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `${printable(file, 300)} has no application ${printable(application)}.`,
    `It has: ${Object.keys(bundle.applications).join(', ')}.`,
  );
}
