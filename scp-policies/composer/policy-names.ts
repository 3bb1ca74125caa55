/** Names of composed policies: a prefix that says what they are, and a number that says nothing, so that a name stays whatever is in the policy. */
export function policyName(prefix: string, number: number): string {
  return `${prefix}-${number}`;
}

/** The number of a composed policy; undefined where the name is another's. */
export function policyNumber(prefix: string, name: string): number | undefined {
  if (!name.startsWith(`${prefix}-`)) return undefined;
  const digits = name.slice(prefix.length + 1);
  return /^[1-9]\d{0,3}$/.test(digits) ? Number(digits) : undefined;
}
