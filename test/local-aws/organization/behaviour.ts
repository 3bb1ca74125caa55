import { z } from 'zod';

const count = z.number().int().min(0).max(1_000_000);

const throttle = z.strictObject({
  /** Every n-th request is refused; 0: none. */
  every: count.default(0),
  /** Requests that may come at once, and how many more each second; refused beyond. */
  bucket: z.strictObject({ capacity: count.min(1), perSecond: z.number().positive() }).optional(),
});

const failure = z.strictObject({
  /** `organizations:AttachPolicy`; `organizations:*` for all of a service. */
  action: z.string(),
  /** The error that is answered; `lost`: carried out, but the connection breaks before the answer. */
  code: z.string(),
  message: z.string().default('Injected by the test.'),
  reason: z.string().optional(),
  /** How many such requests pass before, and how many fail then. */
  after: count.default(0),
  times: count.default(1),
});

/** How the stand-in behaves besides being right: slow, lagging, refusing. Everything is counted in requests, so that tests repeat. */
export const behaviourSchema = z.strictObject({
  latencyMilliseconds: count.default(0),
  throttle: throttle.prefault({}),
  /** Reads see the world as it was before writes that are younger than this many requests, or milliseconds. */
  lag: z.strictObject({ requests: count.default(0), milliseconds: count.default(0) }).prefault({}),
  /** Every n-th answer of a list is an empty page with a token, which AWS allows itself; 0: none. */
  emptyPages: count.default(0),
  /** Actions of IAM that the caller may not. `iam:SimulatePrincipalPolicy` says so, too. */
  denied: z.array(z.string()).default([]),
  credentials: z.enum(['valid', 'expired', 'unknown']).default('valid'),
  failures: z.array(failure).default([]),
  /** Why stack operations fail, by account. */
  failingAccounts: z.record(z.string(), z.string()).default({}),
  /** Further requests to the same service until the thing is done. */
  delays: z
    .strictObject({ policyType: count.default(1), operation: count.default(2), autoDeployment: count.default(2) })
    .prefault({}),
  /** Other quotas than AWS's, by policy type. */
  quotas: z.record(z.string(), z.strictObject({ characters: count.optional(), slots: count.optional() })).default({}),
});

export type Behaviour = z.infer<typeof behaviourSchema>;
export type BehaviourChange = z.input<typeof behaviourSchema>;
