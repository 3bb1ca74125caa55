import type { Change } from '../bootstrap/change.ts';
import { figure } from './plan-view-changes.ts';

export interface PlanTotals {
  readonly create: number;
  readonly change: number;
  readonly attach: number;
  readonly deploy: number;
  readonly detach: number;
  readonly withdraw: number;
  readonly delete: number;
  /** That are reached by any change. */
  readonly accounts: number;
}

type Total = Exclude<keyof PlanTotals, 'accounts'>;

const countedAs: Readonly<Record<Change['kind'], Total>> = {
  'enable-trusted-access': 'create',
  'register-delegated-administrator': 'create',
  'enable-policy-type': 'create',
  'create-unit': 'create',
  'create-policy': 'create',
  'create-stack-set': 'create',
  'move-account': 'change',
  'put-guardrail-policy': 'change',
  'update-policy': 'change',
  'update-stack-set': 'change',
  'attach-policy': 'attach',
  'deploy-stack-set': 'deploy',
  'detach-policy': 'detach',
  'withdraw-stack-set': 'withdraw',
  'delete-policy': 'delete',
  'delete-stack-set': 'delete',
};

export function planTotals(changes: readonly Change[]): PlanTotals {
  const totals = { create: 0, change: 0, attach: 0, deploy: 0, detach: 0, withdraw: 0, delete: 0 };
  for (const { kind } of changes) totals[countedAs[kind]] += 1;
  return { ...totals, accounts: new Set(changes.flatMap(({ accounts }) => accounts)).size };
}

/** @example "Plan: 12 to create, 3 to change, 1 to detach, 2 to delete; 41 accounts." */
export function totalsInWords({ accounts, ...totals }: PlanTotals): string {
  const parts = Object.entries(totals).filter(([, count]) => count > 0);
  if (parts.length === 0) return 'No changes: the organization is as the governance file has it.';
  const reached = `${figure(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`;
  return `Plan: ${parts.map(([what, count]) => `${figure(count)} to ${what}`).join(', ')}; ${reached}.`;
}
