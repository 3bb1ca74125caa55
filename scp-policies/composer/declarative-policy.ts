import { canonicalJson } from '../../shared/canonical-json.ts';
import type { JsonObject } from '../policy.ts';
import type { ComposedPolicy } from './compose-policies.ts';
import { documentTooLarge } from './over-quota.ts';
import type { PolicyQuota } from './policy-quotas.ts';
import { sizeOf } from './policy-text.ts';

/** A policy that is no set of statements. */
export interface DeclarativeDocument {
  readonly id: string;
  readonly document: JsonObject;
}

/**
 * Its text, as short as JSON gets. Such policies are not put together, for Organizations merges them itself: each stays one, under its own name, the same for every unit.
 *
 * @throws GatehouseFault `configuration_invalid` where it is over quota.
 */
export function declarativePolicy({ id, document }: DeclarativeDocument, { characters }: PolicyQuota): ComposedPolicy {
  const text = canonicalJson(document);
  const size = sizeOf(text);
  if (size > characters) throw documentTooLarge(id, size, characters);
  return { name: id.startsWith('gatehouse-') ? id : `gatehouse-${id}`, text, size, sources: [id] };
}
