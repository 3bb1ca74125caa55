/** Thousands of decisions that changed, put together as a person would tell them: what for, for whom, where. */
import { inferenceActions } from '../../../scp-policies/bypass-catalogue.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { type AccountSet, accountSets } from './account-sets.ts';
import { actorsOf } from './actors.ts';
import type { ChangedDecision } from './changed-decision.ts';
import type { EffectChange } from './effect-change.ts';
import { effectQuestions, type Question } from './effect-questions.ts';
import { statementTitles } from './statement-titles.ts';
import type { OrganizationTree } from './unit-chain.ts';

interface Decided extends Omit<ChangedDecision, 'paths'> {
  readonly where: AccountSet;
  readonly what: EffectChange['what'];
  readonly title: string | undefined;
}

/** Those that reach the most accounts, and among them those that change the most, first. */
export function groupEffects(
  decisions: readonly ChangedDecision[],
  tree: OrganizationTree,
  bundle: PolicyBundle,
): readonly EffectChange[] {
  const together = Map.groupBy(markTotal(classify(everywhere(decisions), bundle), bundle), (one) =>
    JSON.stringify([one.where.key, one.allowed, one.what, one.what === 'some' ? (one.title ?? one.by) : null]),
  );
  const groups = [...together.values()].flatMap(bySameQuestions);
  const total = groups.filter(([first]) => first?.what === 'everything');
  return groups
    .map((group) => effectOf(group, { tree, bundle, total: total.flat() }))
    .sort((one, other) => other.accounts.length - one.accounts.length || other.actions.length - one.actions.length);
}

/** One request may have been decided for several groups of paths apart, to the same end. */
function everywhere(decisions: readonly ChangedDecision[]): readonly Omit<Decided, 'what' | 'title'>[] {
  const setOf = accountSets();
  const same = Map.groupBy(decisions, ({ paths: _, ...rest }) => JSON.stringify(rest));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, where: setOf(group.flatMap(({ paths }) => paths)) }];
  });
}

function classify(decisions: ReturnType<typeof everywhere>, bundle: PolicyBundle): readonly Decided[] {
  const [titleOf, inference] = [statementTitles(bundle), new Set(inferenceActions())];
  return decisions.map((one) => ({
    ...one,
    what: inference.has(one.action) ? 'inference' : 'some',
    title: titleOf(one.by),
  }));
}

/** Of all that is asked, the share from which on it is called everything: some of it (sessions of the root user for one task) nobody but one kind of person can do at all. */
const nearlyAll = 0.95;

/** Who may do nothing any more (the root user) would otherwise stand in every group, beside those to whom it matters. */
function markTotal(decisions: readonly Decided[], bundle: PolicyBundle): readonly Decided[] {
  const asked = effectQuestions(bundle).length;
  const people = Map.groupBy(decisions, ({ who, where, allowed }) => JSON.stringify([who, where.key, allowed]));
  return [...people.values()].flatMap((own) =>
    own.length < asked * nearlyAll ? own : own.map((one): Decided => ({ ...one, what: 'everything' })),
  );
}

/** People to whom the same happens. */
function bySameQuestions(decisions: readonly Decided[]): readonly (readonly Decided[])[] {
  const people = Map.groupBy(decisions, ({ who }) => who);
  const alike = Map.groupBy(people.values(), (group) => JSON.stringify(group.map(questionOf)));
  return [...alike.values()].map((groups) => groups.flat());
}

function questionOf({ action, resource, context }: Question): Question {
  return { action, resource, context };
}

interface Known {
  readonly tree: OrganizationTree;
  readonly bundle: PolicyBundle;
  readonly total: readonly Decided[];
}

function effectOf(group: readonly Decided[], { tree, bundle, total }: Known): EffectChange {
  const [first] = group;
  const { where, allowed = false, what = 'some', title } = first ?? {};
  const accounts = where?.ids ?? [];
  const who = [...new Set(group.map((one) => one.who))];
  const covered = total.filter((one) => one.where === where).map((one) => one.who);
  const asked = actorsOf(accounts[0] ?? '', bundle).map((actor) => actor.who);
  const units = new Set(accounts.map((id) => tree.accounts.get(id)?.parentId ?? ''));
  return {
    accounts,
    units: [...units].map((id) => tree.pathOf(id)).sort(),
    who,
    everybody: what !== 'everything' && asked.every((actor) => who.includes(actor) || covered.includes(actor)),
    to: allowed ? 'allowed' : 'denied',
    what,
    title: what === 'some' ? title : undefined,
    ...deniersOf(group),
    actions: [...new Set(group.map(({ action }) => action))].sort(),
    questions: group.filter((one) => one.who === first?.who).map(questionOf),
  };
}

function deniersOf(group: readonly Decided[]): Pick<EffectChange, 'by' | 'nothingAllowsAt'> {
  const statements = group.flatMap(({ by }) => (by !== undefined && 'statement' in by ? [by] : []));
  const empty = group.flatMap(({ by }) => (by !== undefined && 'nothingAllowsAt' in by ? [by.nothingAllowsAt] : []));
  const byPolicy = Map.groupBy(statements, ({ policy }) => policy);
  return {
    by: [...byPolicy].sort().map(([policy, those]) => ({
      policy,
      statements: [...new Set(those.map(({ statement }) => statement))].sort(),
    })),
    nothingAllowsAt: [...new Set(empty)].sort(),
  };
}
