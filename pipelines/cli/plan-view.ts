import pc from 'picocolors';
import { printable } from '../../shared/config/printable.ts';
import type { Change, Plan } from '../bootstrap/change.ts';
import type { EffectChange } from '../bootstrap/effects/effect-change.ts';
import type { Obstacle } from '../bootstrap/preflight/preflight.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import { unitPaths } from '../bootstrap/unit-paths.ts';
import { renderEffects } from './effects-view.ts';
import { accountsInShort, headlineOf, signOf } from './plan-view-changes.ts';
import { renderObstacles } from './plan-view-obstacles.ts';
import type { ViewOptions } from './plan-view-options.ts';
import { changedStatements, newStatements } from './plan-view-policies.ts';
import { changedResources, newResources } from './plan-view-stack-sets.ts';
import { planTotals, totalsInWords } from './plan-view-totals.ts';
import { wrapped } from './plan-view-wrap.ts';

export interface PlanViewInput {
  readonly plan: Plan;
  readonly before: Snapshot;
  /** What the plan makes of it. */
  readonly after: Snapshot;
  readonly effects: readonly EffectChange[];
  readonly obstacles: readonly Obstacle[];
}

/** A plan for the person who is to agree to it: wave by wave, with texts and effects, and what stands in its way last, where it is read. */
export function renderPlan(input: PlanViewInput, options: ViewOptions): string {
  const { plan, before, effects, obstacles } = input;
  const colours = pc.createColors(options.colour);
  const { changes } = plan;
  const sections = [
    headerOf(input, options),
    ...[...Map.groupBy(changes, ({ wave }) => wave)].map(([wave, made]) =>
      [colours.bold(`Wave ${wave}`), ...made.map((change) => renderChange(change, before, options))].join('\n'),
    ),
    renderEffects(effects, options),
    plan.remarks.length === 0 ? '' : renderRemarks(plan.remarks, options),
    renderObstacles(obstacles, changes.length > 0, options),
    colours.bold(totalsInWords(planTotals(changes))),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** For programs. */
export function planJson({ plan, effects, obstacles }: PlanViewInput): string {
  return `${JSON.stringify({ ...plan, effects, obstacles, totals: planTotals(plan.changes) }, null, 2)}\n`;
}

function headerOf({ plan, before }: PlanViewInput, { colour }: ViewOptions): string {
  const colours = pc.createColors(colour);
  const { accounts, units, takenAt } = before;
  return [
    `${colours.bold('Organization')} ${printable(plan.organizationId)}, as it was at ${printable(takenAt)}: ${accounts.length} accounts in ${units.length} units`,
    `${colours.bold('Rules')} ${printable(plan.governance, 64)}`,
  ].join('\n');
}

function renderChange(change: Change, before: Snapshot, options: ViewOptions): string {
  const colours = pc.createColors(options.colour);
  const paint = { '+': colours.green, '~': colours.yellow, '-': colours.red }[signOf(change)];
  const lines = [
    `  ${paint(signOf(change))} ${headlineOf(change, unitPaths(before))}`,
    ...wrapped(printable(change.why, 600), options.width, '      ').map((line) => colours.dim(line)),
    ...accountsInShort(change.accounts, before).map((line) => colours.dim(`      ${line}`)),
    ...detailsOf(change, options).map((line) => `      ${line}`),
  ];
  return lines.join('\n');
}

function detailsOf(change: Change, options: ViewOptions): readonly string[] {
  switch (change.kind) {
    case 'create-policy':
      return newStatements(change.name, change.text, options);
    case 'update-policy':
      return changedStatements(change.before, change.text, options);
    case 'create-stack-set':
      return newResources(change.body, options);
    case 'update-stack-set':
      return changedResources(change.before, change.body, options);
    default:
      return [];
  }
}

function renderRemarks(remarks: readonly string[], { colour, width }: ViewOptions): string {
  const lines = remarks.flatMap((remark) => wrapped(`* ${printable(remark, 600)}`, width, '  ', '    '));
  return [pc.createColors(colour).bold('To know'), ...lines].join('\n');
}
