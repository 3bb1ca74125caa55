import type { OrganizationPolicy, PolicyContext } from '../../scp-policies/policy.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { PolicyJson } from '../../shared/iam/policy-json.ts';
import type { Snapshot } from './snapshot.ts';

/** The resource-based policy that a guardrail is to have, so that the organization's accounts may apply it. */
export interface DesiredGuardrailPolicy {
  readonly arn: string;
  readonly region: string;
  readonly text: string;
}

/**
 * Of the guardrails that are there: one that is missing has no policy to change, and stops the plan elsewhere (`preflight/`). What others have written into the policy stays in it.
 */
export function guardrailPolicies(
  catalogue: readonly OrganizationPolicy[],
  context: PolicyContext,
  { guardrails }: Pick<Snapshot, 'guardrails'>,
): readonly DesiredGuardrailPolicy[] {
  const prerequisites = catalogue.flatMap((policy) =>
    'prerequisites' in policy ? (policy.prerequisites?.(context) ?? []) : [],
  );
  return prerequisites.flatMap(({ arn, version, region, resourcePolicy }) => {
    const found = guardrails.find((each) => each.arn === arn && each.version === version);
    return found?.exists === true ? [{ arn, region, text: withStatements(found.resourcePolicy, resourcePolicy) }] : [];
  });
}

interface ReadPolicy {
  readonly document: Readonly<Record<string, unknown>>;
  readonly statements: readonly unknown[];
}

/** The text as it is where it says all of this already, so that nothing is written that changes nothing. */
function withStatements(text: string | null, { Version, Statement }: PolicyJson): string {
  const wanted: readonly unknown[] = [Statement].flat();
  const now = text === null ? undefined : read(text);
  if (text === null || now === undefined) return JSON.stringify({ Version, Statement: wanted });
  const canonical = new Set(now.statements.map((statement) => canonicalJson(statement)));
  if (wanted.every((statement) => canonical.has(canonicalJson(statement)))) return text;
  const sids = new Set(wanted.map(sidOf));
  const others = now.statements.filter((statement) => !sids.has(sidOf(statement)));
  return JSON.stringify({ ...now.document, Version, Statement: [...others, ...wanted] });
}

/** Statements without a Sid are somebody else's. */
function sidOf(statement: unknown): unknown {
  return isObject(statement) ? (statement.Sid ?? statement) : statement;
}

/** Undefined where it is no policy: there is nothing in it that could be kept. */
function read(text: string): ReadPolicy | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (!isObject(document)) return undefined;
    const statement = document.Statement;
    return { document, statements: Array.isArray(statement) ? statement : statement === undefined ? [] : [statement] };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
