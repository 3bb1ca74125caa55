import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BehaviourChange, behaviourSchema } from './behaviour.ts';
import { createDisturbance } from './disturbance.ts';
import { createHistory } from './history.ts';
import { createHolding } from './holding.ts';
import { createLedger } from './ledger.ts';
import { perform } from './perform.ts';
import type { WireAnswer } from './protocol/protocol.ts';
import type { Answer } from './service.ts';
import { ServiceError } from './service-error.ts';
import { type Counter, services } from './services.ts';
import type { Order, StandInState } from './stand-in-state.ts';
import type { World } from './world.ts';

/** The services together, behind one door. */
export interface StandIn {
  readonly state: StandInState;
  replaceWorld(world: World): void;
  /** Members that are named replace those before; counts of failures and throttles begin anew. */
  behave(change: BehaviourChange): void;
  /** @param gone whether the caller has hung up. undefined: the connection breaks. */
  answer(request: IncomingMessage, body: string, gone: () => boolean): Promise<WireAnswer | undefined>;
}

/** @param saved is told about the world after each change. */
export function createStandIn(world: World, saved: (world: World) => void, clock: () => number): StandIn {
  const behaviour = behaviourSchema.parse({});
  const state: StandInState = {
    world,
    behaviour,
    disturbance: createDisturbance(behaviour, clock),
    requests: 0,
    history: createHistory(clock),
    ledger: createLedger(),
    holding: createHolding(),
    saved,
    clock,
  };
  return {
    state,
    replaceWorld(next) {
      state.world = next;
      state.history.clear();
      saved(next);
    },
    behave(change) {
      state.behaviour = behaviourSchema.parse({ ...state.behaviour, ...change });
      state.disturbance = createDisturbance(state.behaviour, clock);
    },
    answer: (request, body, gone) => answer(state, request, body, gone),
  };
}

async function answer(state: StandInState, request: IncomingMessage, body: string, gone: () => boolean) {
  const scope = signedFor(request.headers.authorization);
  const counter = services.get(scope?.service ?? 'sts');
  if (counter === undefined) return { status: 404, headers: {}, body: 'no such service here' };
  const { protocol } = counter;
  try {
    if (scope === undefined)
      throw new ServiceError(protocol.door.unsigned, 'Request is missing Authentication Token', { status: 403 });
    const call = protocol.read(request, body);
    if (call === undefined) throw new ServiceError('UnknownOperationException', 'That is no request to this service.');
    const given = await serve(state, counter, { ...scope, call, gone });
    return given === undefined ? undefined : protocol.answer(call, given);
  } catch (error) {
    if (error instanceof ServiceError) return protocol.refuse(error);
    throw error;
  }
}

/** The Region and service in the scope of a signature; signatures themselves are proved elsewhere (`hub/gateway/sigv4`). */
function signedFor(authorization: string | undefined): { region: string; service: string } | undefined {
  const scope = /^AWS4-HMAC-SHA256 Credential=\w{4,128}\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request,/.exec(
    authorization ?? '',
  );
  const [, region, service] = scope ?? [];
  return region === undefined || service === undefined ? undefined : { region, service };
}

/** undefined: carried out perhaps, and nobody is told. */
async function serve(state: StandInState, counter: Counter, order: Order): Promise<Answer | undefined> {
  const { disturbance, ledger, behaviour, world, holding } = state;
  const action = `${order.service}:${order.call.operation}`;
  ledger.call(action);
  if (behaviour.latencyMilliseconds > 0) await sleep(behaviour.latencyMilliseconds);
  const met = disturbance.meet(action, counter.protocol.door, world);
  if (met?.kind === 'throttled') ledger.throttled();
  if (met !== undefined && met.kind !== 'lost') throw met.error;
  const writes = Object.hasOwn(counter.service.writes, order.call.operation);
  const held = writes ? holding.enter() : undefined;
  if (held === 'before') {
    await holding.wait(action);
    // The end of a killed caller's connection may be heard of just after the word to go on.
    await sleep(25);
  }
  if (order.gone()) return undefined;
  const given = perform(state, counter.service, order);
  if (held === 'after') await holding.wait(action);
  return met?.kind === 'lost' ? undefined : given;
}
