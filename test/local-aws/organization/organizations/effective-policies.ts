/** Declarative policies after inheritance. Source: https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html */
import type { Fields, FieldValue } from '../fields.ts';
import { optionalText } from '../fields.ts';
import type { Answer, Asked, Service } from '../service.ts';
import type { World } from '../world.ts';
import { requiredKind } from './policy-types.ts';
import { invalidInput, notFound } from './refusals.ts';

export const effectivePolicies: Service = { reads: { DescribeEffectivePolicy: describe }, writes: {} };

/** A path of the document; its value, and the operators that documents below may use there. */
interface Settled {
  readonly value: FieldValue | undefined;
  readonly members: ReadonlyMap<string, Settled>;
  readonly allowed: ReadonlySet<string>;
}

const everyOperator = new Set(['@@assign', '@@append', '@@remove']);
const nothing: Settled = { value: undefined, members: new Map(), allowed: everyOperator };

function describe(asked: Asked): Answer {
  const { world, input, now } = asked;
  const { type, apiName } = requiredKind(asked, 'PolicyType');
  if (type === 'SCP' || type === 'RCP')
    throw invalidInput('INVALID_ENUM_POLICY_TYPE', `${apiName} has no effective policy.`);
  const target = optionalText(input, 'TargetId') ?? world.managementAccountId;
  if (world.accounts[target] === undefined)
    throw notFound('TargetNotFoundException', "We can't find an account with the TargetId that you specified.");
  if (world.root.policyTypes[type]?.status !== 'ENABLED')
    throw notFound('EffectivePolicyNotFoundException', 'This policy type is not enabled.');
  const texts = lineage(world, target).flatMap((level) =>
    Object.values(world.policies)
      .filter((policy) => policy.type === type && policy.targets.includes(level))
      .map(({ text }) => text),
  );
  if (texts.length === 0)
    throw notFound('EffectivePolicyNotFoundException', "The account doesn't have an effective policy of this type.");
  const settled = texts.reduce((above, text) => apply(above, JSON.parse(text) as Fields), nothing);
  const PolicyContent = JSON.stringify(plain(settled) ?? {});
  return {
    EffectivePolicy: {
      PolicyContent,
      LastUpdatedTimestamp: Math.floor(now.getTime() / 1000),
      TargetId: target,
      PolicyType: apiName,
    },
  };
}

/** Root first, the account last. */
function lineage(world: World, account: string): readonly string[] {
  const chain = [account];
  for (let id = world.accounts[account]?.parentId; id !== undefined; id = world.units[id]?.parentId) chain.unshift(id);
  return chain;
}

/** What a document makes of what is settled above it: operators that were not left to it change nothing. */
function apply(above: Settled, document: Fields): Settled {
  const { allowed } = above;
  let { value } = above;
  const members = new Map(above.members);
  for (const [name, said] of Object.entries(document)) {
    if (said === undefined) continue;
    if (!name.startsWith('@@')) {
      const below = members.get(name);
      // A member that is new is one assigned here, which those above may have kept to themselves.
      if (below !== undefined || allowed.has('@@assign'))
        members.set(name, apply(below ?? nothing, typeof said === 'object' ? (said as Fields) : { '@@assign': said }));
    } else if (allowed.has(name)) value = operate(name, value, said);
  }
  return { value, members, allowed: narrowed(allowed, document['@@operators_allowed_for_child_policies']) };
}

function operate(operator: string, value: FieldValue | undefined, said: FieldValue): FieldValue {
  if (operator === '@@assign') return said;
  const before = listOf(value);
  const named = listOf(said);
  return operator === '@@append'
    ? [...before, ...named.filter((entry) => !before.includes(entry))]
    : before.filter((entry) => !named.includes(entry));
}

function narrowed(allowed: ReadonlySet<string>, said: FieldValue | undefined): ReadonlySet<string> {
  const named = listOf(said);
  if (named.length === 0 || named.includes('@@all')) return allowed;
  return new Set([...allowed].filter((operator) => named.includes(operator)));
}

function listOf(value: FieldValue | undefined): readonly FieldValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as FieldValue];
}

function plain({ value, members }: Settled): FieldValue | undefined {
  if (value !== undefined) return value;
  const entries = [...members].flatMap(([name, below]): [string, FieldValue][] => {
    const said = plain(below);
    return said === undefined ? [] : [[name, said]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
