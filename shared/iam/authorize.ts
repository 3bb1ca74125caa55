/**
 * Decides whether IAM would allow a request, and says which statement decided. An explicit deny anywhere ends it; otherwise every fence that stands (organization policies, endpoint policy,
 * boundary, session policy) must let it through, and somebody who may must grant it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and the pages below it.
 */
import { type AccessRequest, identityOf, resourceAccountOf } from './access-request.ts';
import { rcpSees } from './rcp-services.ts';
import { requestContext } from './request-context.ts';
import { matchesIn, type NamedPolicy, type StatementMatch } from './statement-match.ts';

/** The policies that stand around a request. What is absent does not stand; an empty list stands and allows nothing. */
export interface PolicySet {
  readonly identity?: readonly NamedPolicy[];
  readonly resource?: readonly NamedPolicy[];
  readonly boundary?: readonly NamedPolicy[];
  readonly session?: readonly NamedPolicy[];
  /** From the organization's root down to the principal's account: each level must allow. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[];
  /** From the root down to the resource's account. For actions of services that these policies do not see, they do not stand. */
  readonly resourceControl?: readonly (readonly NamedPolicy[])[];
  readonly endpoint?: readonly NamedPolicy[];
  /** Whose accounts organization policies do not bind. */
  readonly managementAccount?: string;
}

export type PolicyType = keyof Omit<PolicySet, 'managementAccount'>;

export interface Decision {
  readonly allowed: boolean;
  /** In words: `explicit-deny`, `allowed`, or the fence or grant that is missing. */
  readonly reason: 'allowed' | 'explicit-deny' | `no-${PolicyType}-allow`;
  /** The policy type that decided. */
  readonly by: PolicyType;
  /** The statement that decided; absent where the reason is that there is none. */
  readonly statement?: StatementMatch;
}

export function authorize(request: AccessRequest, policies: PolicySet): Decision {
  const matched = matchAll(request, policies);
  for (const [by, levels] of matched) {
    const denial = levels.flat().find(({ effect }) => effect === 'Deny');
    if (denial !== undefined) return { allowed: false, reason: 'explicit-deny', by, statement: denial };
  }
  for (const by of ['serviceControl', 'resourceControl', 'endpoint'] as const) {
    if (matched.get(by)?.some((level) => !level.some(isAllow)) === true) return missing(by);
  }
  return grant(request, matched);
}

type Matched = ReadonlyMap<PolicyType, readonly (readonly StatementMatch[])[]>;

function matchAll(request: AccessRequest, policies: PolicySet): Matched {
  const context = requestContext(request);
  const match = (list: readonly NamedPolicy[]) => matchesIn(list, request, context);
  // Where policies name principals, a statement without one names nobody, whatever else it says; in a trust policy too.
  const naming = (list: readonly NamedPolicy[]) => match(list).filter((statement) => statement.naming !== undefined);
  const matched = new Map<PolicyType, readonly (readonly StatementMatch[])[]>();
  const { managementAccount } = policies;
  const identity = identityOf(request.principal);
  const boundByScps =
    identity.account !== undefined && identity.account !== managementAccount && !identity.serviceLinked;
  const boundByRcps =
    rcpSees(request.action) && resourceAccountOf(request) !== managementAccount && !identity.serviceLinked;
  if (policies.serviceControl !== undefined && boundByScps)
    matched.set('serviceControl', policies.serviceControl.map(match));
  if (policies.resourceControl !== undefined && boundByRcps)
    matched.set('resourceControl', policies.resourceControl.map(naming));
  for (const type of ['endpoint', 'resource'] as const) {
    const list = policies[type];
    if (list !== undefined) matched.set(type, [naming(list)]);
  }
  for (const type of ['identity', 'boundary', 'session'] as const) {
    const list = policies[type];
    if (list !== undefined) matched.set(type, [match(list)]);
  }
  return matched;
}

/** Where nothing denies and every outer fence lets through: who grants it? */
function grant(request: AccessRequest, matched: Matched): Decision {
  const allows = (type: PolicyType) => matched.get(type)?.flat().filter(isAllow) ?? [];
  const identity = identityOf(request.principal);
  const onResource = allows('resource');
  const direct = onResource.find(({ naming }) => naming === 'direct');
  if (identity.account === undefined) return direct === undefined ? missing('resource') : granted('resource', direct);
  const fence = (['boundary', 'session'] as const).find((type) => matched.has(type) && allows(type).length === 0);
  const [own] = allows('identity');
  const inner: Decision | undefined = fence === undefined ? undefined : missing(fence);
  if (identity.account !== resourceAccountOf(request)) {
    // Both accounts must agree: the one grants the use, the other its principal.
    if (onResource[0] === undefined) return missing('resource');
    if (identity.kind !== 'root' && own === undefined) return missing('identity');
    return inner ?? granted('resource', onResource[0]);
  }
  // A user or a session that the resource itself names is not held back by what its boundary or session policy merely does not mention.
  if (direct !== undefined) return granted('resource', direct);
  const byRole = onResource.find(({ naming }) => naming === 'role');
  if (byRole !== undefined) return inner ?? granted('resource', byRole);
  if (resourceMustAllow(request) && onResource[0] === undefined) return missing('resource');
  if (identity.kind === 'root') return granted('identity', own);
  if (own === undefined) return missing('identity');
  return inner ?? granted('identity', own);
}

/**
 * Keys and roles are opened by their own policy alone: what an identity policy grants counts only where that policy leaves it to the account. Actions of KMS that are
 * about no key (ListKeys, CreateKey) have no such policy.
 */
function resourceMustAllow({ action, resource }: AccessRequest): boolean {
  if (/^kms:/i.test(action)) return /:key\//.test(resource);
  return /^sts:(?:assumerole|tagsession|setsourceidentity|setcontext)/i.test(action);
}

function isAllow({ effect }: StatementMatch): boolean {
  return effect === 'Allow';
}

function missing(by: PolicyType): Decision {
  return { allowed: false, reason: `no-${by}-allow`, by };
}

function granted(by: PolicyType, statement: StatementMatch | undefined): Decision {
  return { allowed: true, reason: 'allowed', by, ...(statement === undefined ? {} : { statement }) };
}
