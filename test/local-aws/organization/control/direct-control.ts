import { settle } from '../clockwork.ts';
import { worldOfSeed } from '../seed.ts';
import { snapshotOf } from '../snapshot-of-world.ts';
import type { StandIn } from '../stand-in.ts';
import type { OrganizationControl } from './control.ts';

/** Control of a stand-in in this process. */
export function directControl(standIn: StandIn): OrganizationControl {
  const { state } = standIn;
  return {
    async seed(seed) {
      standIn.replaceWorld(worldOfSeed(seed));
    },
    async behave(change) {
      standIn.behave(change);
    },
    calls: async () => state.ledger.calls(),
    writes: async () => state.ledger.writes(),
    async forget() {
      state.ledger.forget();
    },
    dump: async () => snapshotOf(state.world, new Date(state.clock())),
    async settle() {
      settle(state.world, state.behaviour, new Date(state.clock()));
      state.history.clear();
      state.saved(state.world);
    },
    async holdWrite(write, moment) {
      state.holding.set(write, moment);
    },
    held: () => state.holding.held(),
    async release() {
      state.holding.release();
    },
  };
}
