import { passTick } from './clockwork.ts';
import type { Fields } from './fields.ts';
import { createPager } from './pager.ts';
import type { Answer, Asked, Operation, Service } from './service.ts';
import { ServiceError } from './service-error.ts';
import type { Order, StandInState } from './stand-in-state.ts';

/** Lets an operation read or change the world. Throws ServiceError. */
export function perform(state: StandInState, { reads, writes }: Service, { service, region, call }: Order): Answer {
  state.requests++;
  passTick(state.world, service, state.behaviour, new Date(state.clock()));
  const asked = askedOf(state, region, call.input);
  const read = own(reads, call.operation);
  if (read !== undefined) return read({ ...asked, world: state.history.seen(state.world, state.requests) });
  const write = own(writes, call.operation);
  if (write === undefined) throw new ServiceError('InvalidAction', `The action ${call.operation} is not valid.`);
  return recorded(state, `${service}:${call.operation}`, call.input, () => {
    state.history.remember(state.world, state.requests, state.behaviour.lag);
    return write(asked);
  });
}

function askedOf(state: StandInState, region: string, input: Fields): Asked {
  const { world, behaviour, disturbance, clock } = state;
  const pager = createPager(() => disturbance.emptyPage());
  return { input, world, behaviour, pager, region, now: new Date(clock()) };
}

function own(operations: Readonly<Record<string, Operation>>, name: string): Operation | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

function recorded(
  { ledger, saved, world }: StandInState,
  action: string,
  input: Fields,
  carryOut: () => Answer,
): Answer {
  try {
    const answer = carryOut();
    ledger.write(action, input, 'done');
    saved(world);
    return answer;
  } catch (error) {
    if (error instanceof ServiceError) ledger.write(action, input, error.code);
    throw error;
  }
}
