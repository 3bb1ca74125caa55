import type { DeclarativePolicy, JsonObject } from '../policy.ts';

const settled = { '@@operators_allowed_for_child_policies': ['@@none'] };
/** Tags that the hub's constructs set. */
const keys = ['gatehouse:account', 'gatehouse:application', 'gatehouse:guardrail', 'gatehouse:model'];

/**
 * How they are written; who may write them is `protect-tags`. Values are not listed: a thousand applications would not fit, and names are checked where they are made.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 */
export const gatehouseTags: DeclarativePolicy = {
  id: 'gatehouse-tags',
  type: 'TAG',
  title: 'Tags of Gatehouse are written in one way',
  why: 'A report by tag leaves out what is tagged Gatehouse:Application, and nobody sees what is missing.',
  attachesTo: 'governed',
  document: () => ({ tags: Object.fromEntries(keys.map((key) => [key, tagged(key)])) }),
  cases: () =>
    keys.map((key) => ({
      name: `${key} is written like this, whatever an account says`,
      below: { tags: { [key]: { tag_key: { '@@assign': key.toUpperCase() } } } },
      effective: [{ path: ['tags', key, 'tag_key'], value: key }],
    })),
};

function tagged(key: string): JsonObject {
  return { tag_key: { ...settled, '@@assign': key } };
}
