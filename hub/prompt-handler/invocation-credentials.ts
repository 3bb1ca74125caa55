import type { Clock } from '../gateway/ports.ts';
import type { InvocationSession } from './invocation-session.ts';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Faults with code `model_unavailable`. */
export type AssumeRole = (session: InvocationSession) => Promise<SessionCredentials>;

export interface InvocationCredentialsOptions {
  readonly assumeRole: AssumeRole;
  readonly clock: Clock;
  /** How many sessions are remembered; those not used for longest go first. @default 1000 */
  readonly capacity?: number;
}

/** A call signs when it begins; what it then reads may go on after the credentials have expired. So little is enough for clocks that differ and for the way to Bedrock. */
const renewBeforeMs = 300_000;

interface Remembered {
  readonly credentials: Promise<SessionCredentials>;
  /** Undefined while STS is being asked. */
  expiresAtMs: number | undefined;
}

/**
 * Credentials of invocation sessions, each kept until shortly before it expires. Many calls that want the same session ask STS once and wait together; where STS refuses, all of them are
 * told, and the next call asks anew.
 *
 * @example const credentials = await sessions.get(invocationSession(caller, bundle.hub));
 */
export class InvocationCredentials {
  readonly #assumeRole: AssumeRole;
  readonly #clock: Clock;
  readonly #capacity: number;
  /** By everything that distinguishes sessions; not used for longest first. */
  readonly #remembered = new Map<string, Remembered>();

  constructor({ assumeRole, clock, capacity = 1_000 }: InvocationCredentialsOptions) {
    this.#assumeRole = assumeRole;
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** @throws GatehouseFault `model_unavailable`. */
  get(session: InvocationSession): Promise<SessionCredentials> {
    const key = keyOf(session);
    const known = this.#remembered.get(key);
    const usable = known !== undefined && this.#isFresh(known) ? known : this.#ask(key, session);
    // To the end of the order: it was used just now.
    this.#remembered.delete(key);
    this.#remembered.set(key, usable);
    this.#forgetOldest();
    return usable.credentials;
  }

  #isFresh({ expiresAtMs }: Remembered): boolean {
    return expiresAtMs === undefined || this.#clock.now() < expiresAtMs - renewBeforeMs;
  }

  #ask(key: string, session: InvocationSession): Remembered {
    const asked: Remembered = { credentials: this.#assumeRole(session), expiresAtMs: undefined };
    asked.credentials.then(
      ({ expiration }) => {
        asked.expiresAtMs = expiration.getTime();
      },
      () => {
        // Not if another has taken its place meanwhile.
        if (this.#remembered.get(key) === asked) this.#remembered.delete(key);
      },
    );
    return asked;
  }

  #forgetOldest(): void {
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= this.#capacity) return;
      this.#remembered.delete(oldest);
    }
  }
}

function keyOf({ roleArn, sourceIdentity, tags }: InvocationSession): string {
  return [roleArn, tags.purpose, sourceIdentity].join('\n');
}
