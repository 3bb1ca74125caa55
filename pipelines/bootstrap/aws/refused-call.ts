/** IAM's name of what was asked: `organizations:ListRoots`. */
export type AskedAction = `${'bedrock' | 'cloudformation' | 'iam' | 'organizations' | 'sts'}:${string}`;

/** A call that AWS refused, or that did not reach it, after every attempt: `aws-faults.ts` says it in the reader's terms. */
export class RefusedCall extends Error {
  readonly action: AskedAction;
  /** Name of AWS's error, or of what stopped the call on the way. */
  readonly reason: string;

  constructor(action: AskedAction, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'RefusedCall';
    this.action = action;
    this.reason = reasonOf(cause);
  }
}

/** Whether AWS refused a call for one of these reasons. */
export function refusedFor(error: unknown, ...reasons: readonly string[]): boolean {
  return error instanceof RefusedCall && reasons.includes(error.reason);
}

/** Errors of sockets are called Error, or by the SDK TimeoutError, and tell themselves apart by a code: ECONNREFUSED. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  const { code } = cause as NodeJS.ErrnoException;
  return /^(Aggregate|Timeout)?Error$/.test(cause.name) && typeof code === 'string' ? code : cause.name;
}
