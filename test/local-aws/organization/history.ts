import type { Behaviour } from './behaviour.ts';
import type { World } from './world.ts';

interface Past {
  readonly world: World;
  /** Requests, and time, at which the write that followed is seen. */
  readonly untilRequest: number;
  readonly untilTime: number;
}

/** Worlds before writes that readers do not see yet: eventual consistency. */
export interface History {
  /** Called before a write at a request's number. */
  remember(world: World, request: number, lag: Behaviour['lag']): void;
  /** The world that a read with this number sees. */
  seen(present: World, request: number): World;
  clear(): void;
}

export function createHistory(now: () => number): History {
  let past: readonly Past[] = [];
  const unseen = (request: number) =>
    past.filter(({ untilRequest, untilTime }) => untilRequest >= request || untilTime > now());
  return {
    remember(world, request, { requests, milliseconds }) {
      past = unseen(request);
      if (requests === 0 && milliseconds === 0) return;
      past = [
        ...past,
        { world: structuredClone(world), untilRequest: request + requests, untilTime: now() + milliseconds },
      ];
    },
    seen: (present, request) => unseen(request)[0]?.world ?? present,
    clear() {
      past = [];
    },
  };
}
