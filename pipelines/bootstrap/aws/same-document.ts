import { canonicalJson } from '../../../shared/canonical-json.ts';

/** Whether two JSON documents say the same: services may lay out what they are given anew. */
export function sameDocument(one: string | undefined, other: string | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  try {
    return canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
  } catch {
    return false;
  }
}
