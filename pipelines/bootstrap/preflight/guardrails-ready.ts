/**
 * With one guardrail that is not there, or that an account may not apply, every call of Bedrock in that account fails: each is looked at in every Region that a policy names.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-enforcements.html
 */
import { printable } from '../../../shared/config/printable.ts';
import type { Plan } from '../change.ts';
import type { AttachedPolicy, Snapshot } from '../snapshot.ts';
import { type EnforcedIdentifier, enforcedIdentifiers } from './enforced-guardrails.ts';
import { mayApply } from './guardrail-sharing.ts';
import type { Obstacle } from './obstacle.ts';
import { accountsInWords } from './place-names.ts';
import type { AccountGroup, PreflightScene } from './preflight-scene.ts';

export function guardrailsAreReady(plan: Plan, scene: PreflightScene): readonly Obstacle[] {
  const ours = scene.after.policies.filter(({ type, name, targets }) => {
    return type === 'BEDROCK' && name.startsWith('gatehouse-') && targets.length > 0;
  });
  return ours.flatMap((policy) => {
    const identifiers = enforcedIdentifiers(policy);
    if (identifiers === undefined) return [unreadable(policy)];
    const groups = scene.groups.filter(({ chain, accounts }) =>
      [...chain, accounts[0].id].some((id) => policy.targets.includes(id)),
    );
    return identifiers.flatMap((identifier) => {
      const problem =
        missing(identifier, scene) ??
        notShared(identifier, groups, scene) ??
        sharedTooLate(identifier, policy, plan, scene);
      return problem === undefined ? [] : [obstacle(policy, identifier, problem)];
    });
  });
}

interface Problem {
  readonly message: string;
  readonly remedy: string;
}

function missing({ region, arn, version }: EnforcedIdentifier, { after }: PreflightScene): Problem | undefined {
  const [, , , home, owner] = arn.split(':');
  const found = guardrailOf(after, arn, version);
  if (Number.isNaN(version))
    return { message: 'It names no version.', remedy: 'Name a numeric version in organization.policies.guardrails.' };
  if (home !== region)
    return {
      message: `It is enforced in ${printable(region)}, where it is not.`,
      remedy: 'Enforce a guardrail in its own Region.',
    };
  if (owner !== after.organization.managementAccountId)
    return {
      message: 'It is not of the management account, whose guardrails alone can be enforced.',
      remedy: 'Make it there, and name that one in organization.policies.guardrails.',
    };
  if (found?.exists === true) return undefined;
  return {
    message: `Its version ${version} is not there, or not ready.`,
    remedy: 'Publish that version, or name another one in organization.policies.guardrails.',
  };
}

function notShared(
  { arn, version }: EnforcedIdentifier,
  groups: readonly AccountGroup[],
  scene: PreflightScene,
): Problem | undefined {
  const policy = guardrailOf(scene.after, arn, version)?.resourcePolicy ?? null;
  const shut = groups.find((group) => !mayApply(policy, arn, group, scene));
  if (shut === undefined) return undefined;
  return {
    message: `Its resource policy does not let ${accountsInWords(shut.accounts, scene.worldAfter.tree)} apply it.`,
    remedy: 'Let the organization apply it: the plan puts such a policy there by itself, unless another denies it.',
  };
}

/** The policy that shares it must be there before the one that enforces it. */
function sharedTooLate(
  { arn, version }: EnforcedIdentifier,
  { name }: AttachedPolicy,
  { changes }: Plan,
  scene: PreflightScene,
): Problem | undefined {
  const sharing = changes.findLast((change) => change.kind === 'put-guardrail-policy' && change.arn === arn);
  const enforcing = changes.find((change) => {
    return (
      (change.kind === 'update-policy' || change.kind === 'attach-policy') &&
      change.type === 'BEDROCK' &&
      change.name.startsWith(name)
    );
  });
  if (sharing === undefined || enforcing === undefined || sharing.wave < enforcing.wave) return undefined;
  const before = guardrailOf(scene.before, arn, version)?.resourcePolicy ?? null;
  if (scene.groups.every((group) => mayApply(before, arn, group, scene))) return undefined;
  return {
    message: `It would be enforced (wave ${enforcing.wave}) before it is shared (wave ${sharing.wave}).`,
    remedy: 'Make a new plan; if it says so again, report it as a fault of Gatehouse.',
  };
}

function guardrailOf({ guardrails }: Snapshot, arn: string, version: number) {
  return guardrails.find((guardrail) => guardrail.arn === arn && guardrail.version === version);
}

function obstacle(
  { name }: AttachedPolicy,
  { arn, version }: EnforcedIdentifier,
  { message, remedy }: Problem,
): Obstacle {
  return {
    check: 'guardrail',
    target: printable(`${arn}:${version}`, 300),
    statement: name,
    message: `${message} Every call of Bedrock below ${name} would fail.`,
    remedy,
  };
}

function unreadable({ name }: AttachedPolicy): Obstacle {
  return {
    check: 'guardrail',
    target: `policy ${printable(name, 128)}`,
    statement: printable(name, 128),
    message: 'It is not what a Bedrock policy is, so that nobody can tell which guardrails it enforces.',
    remedy: 'Delete it; the next plan makes it anew.',
  };
}
