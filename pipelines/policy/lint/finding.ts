export type LintRule =
  | 'not-a-policy'
  | 'unknown-service'
  | 'unknown-action'
  | 'unknown-operator'
  | 'unknown-key'
  | 'key-never-present'
  | 'value-cannot-match'
  | 'resource-of-no-action'
  | 'action-on-no-resource'
  | 'holds-without-key'
  | 'repeated-sid';

export interface LintFinding {
  readonly rule: LintRule;
  /** Where in the document, such as `Statement[2].Action`. */
  readonly path: string;
  /** What was found and why it does not do what it seems to. */
  readonly message: string;
  readonly remedy: string;
}

/** What people write where a value of their own belongs: nothing can be said about it. */
export function isPlaceholder(text: string): boolean {
  return /<[^<>]*>|\$\{[^}]*\}|\{\{[^}]*\}\}/.test(text);
}
