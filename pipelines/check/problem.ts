/** Something that a rule of this project objects to, and what to do about it. */
export interface Problem {
  /** Project path, `path:line`, or a package name. */
  readonly where: string;
  /** The rule's name. */
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
}

/** `hub/a.ts:3 [rule] what is wrong. What to do.` */
export function formatProblem({ where, rule, message, remedy }: Problem): string {
  return `${where} [${rule}] ${message} ${remedy}`;
}
