import { SqliteLedger } from '../../../hub/cost/sqlite-ledger.ts';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { describeLedger } from '../gateway/ledger.contract.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describeLedger(
  'SqliteLedger',
  async () => {
    const directory = newStateDirectory();
    const store = EmbeddedStore.open(directory.path);
    return {
      ledger: new SqliteLedger(store),
      async close() {
        await store.close();
        directory.remove();
      },
    };
  },
  300,
);
