import { openState } from '../embedded/open-state.ts';
import { describeRecords } from '../gateway/records.contract.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describeRecords('SqliteRecords', async () => {
  const directory = newStateDirectory();
  const state = openState(directory.path);
  return {
    records: state.records,
    async close() {
      await state.close();
      directory.remove();
    },
  };
});
