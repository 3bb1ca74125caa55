import { covers } from './action-pattern.ts';
import type { Behaviour } from './behaviour.ts';
import type { DoorCodes } from './protocol/protocol.ts';
import { ServiceError } from './service-error.ts';
import type { World } from './world.ts';

/** What stands between a caller and a service: credentials, rates, permissions, and errors that a test asks for. */
export interface Disturbance {
  /** What the caller is answered instead. `lost`: carried out, but the answer will not arrive. */
  meet(action: string, door: DoorCodes, world: World): Obstacle | undefined;
  /** Whether the page of a list that is about to be given is an empty one. */
  emptyPage(): boolean;
}

export type Obstacle =
  | { readonly kind: 'lost' }
  | { readonly kind: 'throttled' | 'refused'; readonly error: ServiceError };

/** @param now milliseconds */
export function createDisturbance(behaviour: Behaviour, now: () => number): Disturbance {
  const isTooMany = createThrottle(behaviour.throttle, now);
  const failure = createFailures(behaviour.failures);
  let pages = 0;
  return {
    meet(action, door, world) {
      const error = credentialsError(behaviour, door);
      if (error !== undefined) return { kind: 'refused', error };
      if (isTooMany()) return { kind: 'throttled', error: throttledError(door) };
      if (covers(behaviour.denied, action)) return { kind: 'refused', error: deniedError(door, world, action) };
      return failure(action);
    },
    emptyPage() {
      if (behaviour.emptyPages === 0) return false;
      pages++;
      return pages % behaviour.emptyPages === 0;
    },
  };
}

function credentialsError({ credentials }: Behaviour, door: DoorCodes): ServiceError | undefined {
  if (credentials === 'expired')
    return new ServiceError(door.expired, 'The security token included in the request is expired', { status: 403 });
  if (credentials === 'unknown')
    return new ServiceError(door.unknown, 'The security token included in the request is invalid.', { status: 403 });
  return undefined;
}

function throttledError({ throttled }: DoorCodes): ServiceError {
  // Services of forms say so with 400.
  const status = throttled === 'Throttling' ? 400 : 429;
  return new ServiceError(throttled, 'Rate exceeded', { status, fields: { Type: 'RATE' } });
}

/** Errors that the test has asked for; each counts the requests that it is meant for. */
function createFailures(failures: Behaviour['failures']): (action: string) => Obstacle | undefined {
  const counted = failures.map((failure) => ({ failure, met: 0 }));
  return (action) => {
    const meant = counted.filter(({ failure }) => covers([failure.action], action));
    for (const entry of meant) entry.met++;
    const due = meant.find(({ met, failure: { after, times } }) => met > after && met <= after + times);
    if (due === undefined) return undefined;
    const { code, message, reason } = due.failure;
    if (code === 'lost') return { kind: 'lost' };
    const fields = reason === undefined ? {} : { Reason: reason };
    return { kind: 'refused', error: new ServiceError(code, message, { status: statusOf(code), fields }) };
  };
}

/** Asks whether this request is one too many. */
function createThrottle({ every, bucket }: Behaviour['throttle'], now: () => number): () => boolean {
  let requests = 0;
  let tokens = bucket?.capacity ?? 0;
  let filledAt = now();
  return () => {
    requests++;
    if (every > 0 && requests % every === 0) return true;
    if (bucket === undefined) return false;
    tokens = Math.min(bucket.capacity, tokens + ((now() - filledAt) / 1000) * bucket.perSecond);
    filledAt = now();
    if (tokens < 1) return true;
    tokens--;
    return false;
  };
}

function deniedError({ denied }: DoorCodes, { caller }: World, action: string): ServiceError {
  const why = `because no identity-based policy allows the ${action} action`;
  return new ServiceError(denied, `User: ${caller.arn} is not authorized to perform: ${action} ${why}`, {
    status: 403,
  });
}

/** Faults of AWS itself are 5xx; SDKs decide by that, and by the code, whether to ask again. */
function statusOf(code: string): number {
  return /^(ServiceException|InternalFailure|InternalServerException|ServiceUnavailable|ServiceFailure)$/.test(code)
    ? 500
    : 400;
}
