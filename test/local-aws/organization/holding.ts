export type Moment = 'before' | 'after';

/** Stops the stand-in at one write, so that a test can kill who asked for it at a known moment. */
export interface Holding {
  /** @param write the how many-th write from now: 1 is the next. Held `before`, it is not carried out if the caller goes away meanwhile; held `after`, it is carried out and unanswered. */
  set(write: number, moment: Moment): void;
  /** Resolves, with the action, when that write has come. */
  held(): Promise<string>;
  /** Lets the write go on, and forgets about holding. */
  release(): void;
  /** Every write passes here. Answers when it has to be held. */
  enter(): Moment | undefined;
  /** For a write that is held: resolves when it may go on. */
  wait(action: string): Promise<void>;
}

export function createHolding(): Holding {
  let left = 0;
  let wanted: Moment | undefined;
  let arrival = Promise.withResolvers<string>();
  let gate = Promise.withResolvers<void>();
  return {
    set(write, moment) {
      left = write;
      wanted = moment;
      arrival = Promise.withResolvers();
      gate = Promise.withResolvers();
    },
    held: () => arrival.promise,
    release() {
      wanted = undefined;
      gate.resolve();
    },
    enter() {
      left--;
      return left === 0 ? wanted : undefined;
    },
    wait(action) {
      arrival.resolve(action);
      return gate.promise;
    },
  };
}
