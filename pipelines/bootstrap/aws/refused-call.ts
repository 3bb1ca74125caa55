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

/** What emulators of AWS answer to an operation that they do not have. */
const absent = new Set(['InvalidAction', 'NotImplemented', 'NotImplementedException', 'UnknownOperationException']);
/** An error that says no name of its own: a server that broke, or that speaks another language. */
const nameless = new Set(['Error', 'SyntaxError', 'Unknown', 'UnknownError']);

/** Whether whoever answered does not have the operation. AWS has every one that is asked here. */
export function isNotImplemented(error: unknown): boolean {
  if (!(error instanceof RefusedCall)) return false;
  const { cause } = error as { readonly cause?: { readonly $metadata?: { readonly httpStatusCode?: number } } };
  const status = cause?.$metadata?.httpStatusCode ?? 0;
  return absent.has(error.reason) || status === 501 || (status === 500 && nameless.has(error.reason));
}

/** Errors of sockets are called Error, or by the SDK TimeoutError, and tell themselves apart by a code: ECONNREFUSED. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  const { code } = cause as NodeJS.ErrnoException;
  return /^(Aggregate|Timeout)?Error$/.test(cause.name) && typeof code === 'string' ? code : cause.name;
}
