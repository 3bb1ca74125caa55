import { SqliteRecords } from '../../../hub/audit/sqlite-records.ts';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { describeRecords } from '../gateway/records.contract.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describeRecords('SqliteRecords', async () => {
  const directory = newStateDirectory();
  const store = EmbeddedStore.open(directory.path);
  return {
    records: new SqliteRecords(store),
    async close() {
      await store.close();
      directory.remove();
    },
  };
});
