import { GatehouseFault } from '../../shared/errors.ts';

export function policyUnavailable(message: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'policy_unavailable',
    message,
    'See which bundle is in force: npx gatehouse bundle status. Check the way to its bucket (endpoint policy, role, bucket policy, key).',
    { cause },
  );
}

/** Whatever keeps the rules from being loaded is, to whoever needs them, that there are none. A fault keeps its remedy. */
export function asPolicyUnavailable(cause: unknown): GatehouseFault {
  const message = 'The policy bundle cannot be made ready.';
  if (!(cause instanceof GatehouseFault)) return policyUnavailable(message, cause);
  if (cause.code === 'policy_unavailable') return cause;
  return new GatehouseFault('policy_unavailable', message, cause.message, { cause });
}
