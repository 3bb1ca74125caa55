import type { GatehouseFault } from '../../shared/errors.ts';
import type { Statement } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { canonicalStatement } from './canonical-statement.ts';
import { collapseActions, type KnownActions } from './collapse-actions.ts';
import { statementTooLarge } from './over-quota.ts';
import type { Item } from './pack-statements.ts';
import type { PolicyQuota } from './policy-quotas.ts';
import { policyText, sizeOf } from './policy-text.ts';
import { splitStatement } from './split-statement.ts';

/** What source policies are made into items from. */
interface Sources {
  readonly sources: readonly NamedPolicy[];
  readonly quota: PolicyQuota;
  readonly known: KnownActions;
}

/**
 * The statements of all sources, each as small as a policy.
 *
 * @param compact without Sids, and with actions as prefixes.
 * @returns undefined where a statement fits into no policy.
 */
export function itemsOf({ sources, quota, known }: Sources, compact: boolean): readonly Item[] | undefined {
  const items: Item[] = [];
  for (const { name, document } of sources)
    for (const written of document.statements) {
      const parts = splitStatement(compact ? shortest(written, known) : canonicalStatement(written), roomOf(quota));
      if (parts === undefined) return undefined;
      items.push(...parts.map((statement) => ({ source: name, sid: written.sid, statement })));
    }
  return items;
}

/** The fault about the first statement that fits into no policy, however it is written. */
export function refusalOfLargest({ sources, quota, known }: Sources): GatehouseFault {
  const room = roomOf(quota);
  for (const { name, document } of sources)
    for (const written of document.statements) {
      const statement = shortest(written, known);
      if (splitStatement(statement, room) === undefined) return statementTooLarge(name, written, statement, room);
    }
  throw new Error('refusalOfLargest: every statement fits');
}

function shortest(written: Statement, known: KnownActions): Statement {
  const { sid: _, ...unnamed } = canonicalStatement(written);
  return collapseActions(unnamed, known);
}

/** What a policy with one statement leaves for it. */
function roomOf({ characters }: PolicyQuota): number {
  return characters - sizeOf(policyText([]));
}
