import { type GlobToken, globTokens, literalTokens } from './glob.ts';
import type { RequestContext } from './request-context.ts';

const variableForm = /\$\{([^}]*)\}/g;
/** `${*}`, `${?}` and `${$}` are those characters themselves. */
const special: ReadonlySet<string> = new Set(['*', '?', '$']);

/**
 * A pattern with its policy variables filled in; undefined where one has no single value in the request, for then the element matches nothing. What a variable stands for is literal:
 * a `*` in a tag's value is no wildcard.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillVariables(pattern: string, context: RequestContext): readonly GlobToken[] | undefined {
  if (!pattern.includes('${')) return globTokens(pattern);
  const tokens: GlobToken[] = [];
  let end = 0;
  for (const variable of pattern.matchAll(variableForm)) {
    tokens.push(...globTokens(pattern.slice(end, variable.index)));
    const value = valueInside(variable[1] ?? '', context);
    if (value === undefined) return undefined;
    tokens.push(...literalTokens(value));
    end = variable.index + variable[0].length;
  }
  tokens.push(...globTokens(pattern.slice(end)));
  return tokens;
}

/** `${aws:PrincipalTag/team, 'nobody'}`: what stands in quotes is the value where the request has none. */
const withDefault = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)'\s*)?$/;

function valueInside(inside: string, context: RequestContext): string | undefined {
  if (special.has(inside)) return inside;
  const [, key = '', fallback] = withDefault.exec(inside) ?? [];
  const values = context.valuesOf(key);
  // A key with many values cannot stand in one place.
  return values === undefined || values.length !== 1 ? fallback : values[0];
}
