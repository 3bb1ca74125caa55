import { canonicalStatement, coversAction } from '../../scp-policies/composer/canonical-statement.ts';
import { statementText } from '../../scp-policies/composer/policy-text.ts';
import { parsePolicy, type Statement } from '../../shared/iam/policy-document.ts';

/** One action of one resource, under conditions: what is left of a statement when all lists are taken apart. */
export interface Denial {
  /** Everything but the action, the resource and the Sid. */
  readonly frame: string;
  readonly action: string;
  readonly resource: string;
}

/** What a policy denies, taken apart so that a denial is found again in another policy. None where the text cannot be read. */
export function denialsOf(text: string): readonly Denial[] {
  try {
    return parsePolicy(text).statements.flatMap(denialsOfStatement);
  } catch {
    // Broken by hand: what it denies, if anything, nobody can carry over.
    return [];
  }
}

function denialsOfStatement(statement: Statement): readonly Denial[] {
  const { sid: _, ...unnamed } = canonicalStatement(statement);
  const { action, resource } = unnamed;
  const listed = { not: false, patterns: [] };
  const frame = statementText({
    ...unnamed,
    action: action.not ? action : listed,
    ...(resource === undefined ? {} : { resource: resource.not ? resource : listed }),
  });
  const actions = action.not ? [''] : action.patterns;
  const resources = resource === undefined || resource.not ? [''] : resource.patterns;
  return actions.flatMap((each) => resources.map((of) => ({ frame, action: each, resource: of })));
}

/** Whether something among the denials denies at least this, under the same conditions. */
export function denies(denials: readonly Denial[], { frame, action, resource }: Denial): boolean {
  return denials.some(
    (other) =>
      other.frame === frame &&
      (other.resource === resource || other.resource === '*') &&
      coversAction(other.action, action),
  );
}

/** Those that deny it whatever their conditions: a statement whose conditions change is still the same one. */
export function alike(denials: readonly Denial[], { action, resource }: Denial): readonly Denial[] {
  return denials.filter(
    (other) => (other.resource === resource || other.resource === '*') && coversAction(other.action, action),
  );
}
