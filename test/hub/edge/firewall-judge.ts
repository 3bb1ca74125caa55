/**
 * What a web ACL of the templates does with a request, as far as its rules go: rules of our own are evaluated, and groups of AWS say what the test says that they find.
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing.html
 */
export interface FirewallRequest {
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** As much as the firewall is shown: 16 KB of it. */
  readonly bodyBytes?: number;
  /** Of the connection, and of what `x-forwarded-for` names first. */
  readonly country?: string;
  readonly forwardedCountry?: string;
  /** Labels that groups of AWS put on the request. */
  readonly labels?: readonly string[];
  /** Whether somebody sends this from one address without end. */
  readonly flood?: boolean;
}

interface Field {
  readonly UriPath?: object;
  readonly QueryString?: object;
  readonly SingleHeader?: { readonly Name: string };
  readonly Body?: { readonly OversizeHandling: string };
}

/** One kind of statement is present. */
interface Statement {
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly OrStatement?: { readonly Statements: readonly Statement[] };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly RegexMatchStatement?: { readonly FieldToMatch: Field; readonly RegexString: string };
  readonly SizeConstraintStatement?: { readonly FieldToMatch: Field; readonly Size: number };
  readonly LabelMatchStatement?: { readonly Key: string };
  readonly GeoMatchStatement?: { readonly CountryCodes: readonly string[]; readonly ForwardedIPConfig?: object };
  readonly RateBasedStatement?: { readonly ScopeDownStatement: Statement };
  readonly ManagedRuleGroupStatement?: { readonly Name: string };
}

export interface FirewallRule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Statement;
  readonly Action?: { readonly Block?: { readonly CustomResponse: { readonly ResponseCode: number } } };
  readonly OverrideAction?: { readonly Count?: object; readonly None?: object };
}

/** The labels that a group's findings bear begin with this. */
const labelPrefixes: Readonly<Record<string, string>> = {
  AWSManagedRulesAmazonIpReputationList: 'awswaf:managed:aws:amazon-ip-list:',
  AWSManagedRulesCommonRuleSet: 'awswaf:managed:aws:core-rule-set:',
  AWSManagedRulesKnownBadInputsRuleSet: 'awswaf:managed:aws:known-bad-inputs:',
  AWSManagedRulesSQLiRuleSet: 'awswaf:managed:aws:sql-database:',
};

const inspectedBytes = 16_384;

/** The name of the rule that blocks, or undefined where the request passes. */
export function blockedBy(rules: readonly FirewallRule[], request: FirewallRequest): string | undefined {
  const seen: string[] = [];
  for (const rule of rules.toSorted((one, other) => one.Priority - other.Priority)) {
    const group = rule.Statement.ManagedRuleGroupStatement;
    if (group === undefined) {
      if (matches(rule.Statement, request, seen)) return rule.Name;
      continue;
    }
    const found = (request.labels ?? []).filter((label) =>
      label.startsWith(labelPrefixes[group.Name] ?? 'unknown group'),
    );
    seen.push(...found);
    if (found.length > 0 && rule.OverrideAction?.Count === undefined) return rule.Name;
  }
  return undefined;
}

function matches(statement: Statement, request: FirewallRequest, seen: readonly string[]): boolean {
  const inner = (one: Statement) => matches(one, request, seen);
  const {
    AndStatement: and,
    OrStatement: or,
    NotStatement: not,
    RegexMatchStatement: regex,
    SizeConstraintStatement: size,
    LabelMatchStatement: label,
    GeoMatchStatement: geo,
    RateBasedStatement: rate,
  } = statement;
  if (and !== undefined) return and.Statements.every(inner);
  if (or !== undefined) return or.Statements.some(inner);
  if (not !== undefined) return !inner(not.Statement);
  if (regex !== undefined)
    return fieldOf(regex.FieldToMatch, request).some((text) => new RegExp(regex.RegexString).test(text));
  if (size !== undefined) return tooLong(size, request);
  if (label !== undefined) return seen.some((one) => one.startsWith(label.Key));
  if (geo !== undefined) {
    const where = geo.ForwardedIPConfig === undefined ? request.country : request.forwardedCountry;
    return where !== undefined && geo.CountryCodes.includes(where);
  }
  if (rate !== undefined) return request.flood === true && inner(rate.ScopeDownStatement);
  throw new Error(`${Object.keys(statement).join()} is not known here`);
}

function fieldOf(field: Field, { path, query = '', headers = {} }: FirewallRequest): readonly string[] {
  if (field.UriPath !== undefined) return [path];
  if (field.QueryString !== undefined) return [query];
  const header = headers[field.SingleHeader?.Name ?? ''];
  return header === undefined ? [] : [header];
}

function tooLong(
  { FieldToMatch, Size }: NonNullable<Statement['SizeConstraintStatement']>,
  request: FirewallRequest,
): boolean {
  const { Body } = FieldToMatch;
  if (Body === undefined) return fieldOf(FieldToMatch, request).some((text) => text.length > Size);
  const bytes = request.bodyBytes ?? 0;
  return bytes > inspectedBytes ? Body.OversizeHandling === 'MATCH' : bytes > Size;
}
