import { compareText } from './canonical-statement.ts';
import { type Item, textOf } from './pack-statements.ts';
import { sizeOf } from './policy-text.ts';

/**
 * Gives statements that lost their Sids for want of room as many of them back as their policy has room for: those first that cost least, for each explains one statement. What was
 * merged under several Sids comes apart again, where even that fits.
 */
export function restoreSids(items: readonly Item[], characters: number): readonly Item[] {
  const sids = [...new Set(items.flatMap(({ sid }) => sid ?? []))]
    .map((sid) => ({ sid, size: sizeOf(textOf(withSid(items, sid))) }))
    .sort((one, other) => one.size - other.size || compareText(one.sid, other.sid));
  let restored = items;
  for (const { sid } of sids) {
    const next = withSid(restored, sid);
    if (sizeOf(textOf(next)) <= characters) restored = next;
  }
  return restored;
}

function withSid(items: readonly Item[], sid: string): readonly Item[] {
  return items.map((item) => (item.sid === sid ? { ...item, statement: { ...item.statement, sid } } : item));
}
