import type { Behaviour } from './behaviour.ts';
import type { Disturbance } from './disturbance.ts';
import type { History } from './history.ts';
import type { Holding } from './holding.ts';
import type { Ledger } from './ledger.ts';
import type { Call } from './protocol/protocol.ts';
import type { World } from './world.ts';

export interface StandInState {
  world: World;
  behaviour: Behaviour;
  disturbance: Disturbance;
  /** Requests that got as far as a service. */
  requests: number;
  readonly history: History;
  readonly ledger: Ledger;
  readonly holding: Holding;
  readonly saved: (world: World) => void;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** A request that was let in. */
export interface Order {
  readonly service: string;
  readonly region: string;
  readonly call: Call;
  readonly gone: () => boolean;
}
