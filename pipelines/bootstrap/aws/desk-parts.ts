import type { Calls, Patience } from './calls.ts';
import type { Clock } from './clock.ts';
import type { DeskClients } from './desk-clients.ts';

/** What every part of the desk works with. */
export interface DeskParts {
  readonly clients: DeskClients;
  readonly calls: Calls;
  readonly clock: Clock;
  readonly patience: Patience;
  /** Whether somebody answers in the place of AWS, who may know less than AWS does. */
  readonly standsIn: boolean;
}
